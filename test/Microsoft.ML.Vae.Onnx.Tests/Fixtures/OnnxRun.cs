using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.Vae.Onnx.Tests.Fixtures;

/// <summary>A session of OnnxRuntime on one thread, and its outputs as rows of numbers by the names of columns.</summary>
internal sealed class OnnxRun : IDisposable
{
    private static readonly SessionOptions _options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };

    private readonly InferenceSession _session;

    public OnnxRun(byte[] model) => _session = new InferenceSession(model, _options);

    public OnnxRun(string path) => _session = new InferenceSession(path, _options);

    public IReadOnlyDictionary<string, NodeMetadata> Inputs => _session.InputMetadata;

    public IReadOnlyDictionary<string, NodeMetadata> Outputs => _session.OutputMetadata;

    public ModelMetadata Metadata => _session.ModelMetadata;

    /// <summary>The outputs of some rows, each row one array.</summary>
    /// <param name="values">What a column holds in a row.</param>
    /// <param name="first">The first row.</param>
    /// <param name="count">How many.</param>
    public Dictionary<string, double[][]> Run(Func<string, int, Array> values, int first, int count)
    {
        NamedOnnxValue[] inputs = [.. Inputs.Keys.Select(name => Input(name, [.. Enumerable.Range(first, count).Select(row => values(name, row))]))];
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = _session.Run(inputs);
        return outputs.Where(output => !output.Name.EndsWith("unusedOutput", StringComparison.Ordinal))
            .ToDictionary(output => ColumnOf(output.Name), output => Rows(output, count));
    }

    /// <summary>The same for one input of several dimensions.</summary>
    public Dictionary<string, double[][]> RunShaped(string name, int[] shape, Func<int, float[]> values, int count)
    {
        var tensor = new DenseTensor<float>(Enumerable.Range(0, count).SelectMany(values).ToArray(), [count, .. shape]);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = _session.Run([NamedOnnxValue.CreateFromTensor(name, tensor)]);
        return outputs.Where(output => !output.Name.EndsWith("unusedOutput", StringComparison.Ordinal))
            .ToDictionary(output => ColumnOf(output.Name), output => Rows(output, count));
    }

    public void Dispose() => _session.Dispose();

    private static string ColumnOf(string output) => output.EndsWith(".output", StringComparison.Ordinal) ? output[..^".output".Length] : output;

    private static NamedOnnxValue Input(string name, Array[] rows) => rows[0] switch
    {
        float[] => Input<float>(name, rows),
        byte[] => Input<byte>(name, rows),
        bool[] => Input<bool>(name, rows),
        string[] => Input<string>(name, rows),
        _ => Input<uint>(name, rows),
    };

    private static NamedOnnxValue Input<T>(string name, Array[] rows) => NamedOnnxValue.CreateFromTensor(
        name, new DenseTensor<T>(rows.SelectMany(row => (T[])row).ToArray(), [rows.Length, rows[0].Length]));

    private static double[][] Rows(DisposableNamedOnnxValue output, int count)
    {
        double[] all = output.Value switch
        {
            Tensor<float> values => [.. values.Select(value => (double)value)],
            Tensor<bool> values => [.. values.Select(value => value ? 1.0 : 0)],
            Tensor<byte> values => [.. values.Select(value => (double)value)],
            Tensor<long> values => [.. values.Select(value => (double)value)],
            _ => [.. ((Tensor<uint>)output.Value).Select(value => (double)value)],
        };
        return [.. all.Chunk(all.Length / count)];
    }
}
