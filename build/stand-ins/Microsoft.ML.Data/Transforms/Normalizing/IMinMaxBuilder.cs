namespace Microsoft.ML.Transforms;

/// <summary>Learns a column's scale row by row.</summary>
internal interface IMinMaxBuilder
{
    /// <summary>Takes in the current row; false once there have been enough.</summary>
    bool Read();

    AffineFunction Build();
}
