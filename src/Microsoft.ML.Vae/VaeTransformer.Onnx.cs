using Microsoft.ML.Vae.Columns.Export;
using Microsoft.ML.Vae.Onnx.Files;


namespace Microsoft.ML.Vae;

// Files for other runtimes.
public sealed partial class VaeTransformer
{
    /// <summary>
    /// Writes a part of the model as an ONNX file: opset 17, a symbolic first dimension <c>batch</c>, and the pixel scaling inside, so that
    /// its input is what the column holds, one row of numbers after another. Inputs and outputs have the names of the columns; an output
    /// that replaces its input has <c>.output</c> behind its name, which <c>ApplyOnnxModel</c> takes away. The graph checks no rows: what
    /// <c>Transform</c> refuses gives numbers without meaning, unless <see cref="VaeOptions.OnInvalidRow"/> makes them missing. Weights
    /// beyond 2 GB are written into a second file, whose name ends with <c>.data</c>.
    /// </summary>
    /// <param name="path">The path of the file, in an existing folder. An older file is replaced once the new one is complete.</param>
    /// <param name="part">What to write.</param>
    /// <param name="options">Half precision and metadata. Default: null, neither.</param>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="part"/> is no part.</exception>
    /// <exception cref="ArgumentException">The metadata have a name that the library writes.</exception>
    /// <exception cref="InvalidOperationException">
    /// No ONNX operators stand for the part: a custom network does not say what it computes, a score draws samples or measures codes,
    /// pixels are binarized, there is no prior, or a weight is too large for half precision.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The transformer is disposed.</exception>
    /// <exception cref="IOException">The file could not be written.</exception>
    public void SaveOnnx(string path, OnnxPart part, OnnxOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using VaeModel.Lease lease = Model.Use();
        try
        {
            ExportOnnx(Guard.Defined(part), options ?? new OnnxOptions()).Write(path);
        }
        catch (NotSupportedException e)
        {
            throw _host.Except(e, $"{nameof(OnnxPart)}.{part} cannot be exported to ONNX: {e.Message}");
        }
    }

    /// <summary>The file that is to be written. The caller holds a lease on the model.</summary>
    internal ModelFileWriter ExportOnnx(OnnxPart part, OnnxOptions options) =>
        new PartExport(Model, _outcome.Scoring, _columns, part, options).Create();
}
