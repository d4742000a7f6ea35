namespace Microsoft.ML.Vae.Columns.Export;

/// <summary>The output columns of a function as values of a graph.</summary>
internal abstract class GraphOutputs
{
    /// <summary>What a column holds, in ONNX's shape: [B, N], of scalars [B, 1].</summary>
    /// <exception cref="NotSupportedException">The column is no function of the row that ONNX's operators can express.</exception>
    public abstract OnnxValue Of(OutputColumn column);

    protected static NotSupportedException IsImage(string column) => new(
        $"column '{column}' holds images, for which ONNX has no type: set {nameof(VaeOptions)}.{nameof(VaeOptions.ImageOutput)} to "
        + $"{nameof(ImageOutput)}.{nameof(ImageOutput.Vector)}");
}
