namespace Microsoft.ML.Vae.Inputs;

/// <summary>What a trained model does with rows that are not as its likelihood and its network need them.</summary>
internal sealed record RowRules
{
    /// <summary>What becomes of rows that cannot be used.</summary>
    public InvalidInputBehavior OnInvalidRow { get; init; }

    /// <summary>What becomes of values outside of the likelihood's range.</summary>
    public OutOfRangeBehavior OnOutOfRange { get; init; }

    /// <summary>The column that says whether a row can be used; null: none.</summary>
    public string? IsValidColumn { get; init; }

    public static RowRules From(VaeOptions options) => new()
    {
        OnInvalidRow = options.OnInvalidRow,
        OnOutOfRange = options.OnOutOfRange,
        IsValidColumn = options.IsValidColumnName,
    };

    /// <summary>The domain of scoring, given that of training.</summary>
    public PixelDomain Apply(PixelDomain domain) => domain with { Clips = OnOutOfRange == OutOfRangeBehavior.Clip };
}
