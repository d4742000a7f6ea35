using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Onnx.Files;

/// <summary>
/// Notices what ML.NET's converter makes a wrong file of. It stops at the last step that it cannot convert, and takes the columns of the
/// very first data as the inputs of those behind: a column that such a step has replaced is then read as it was before.
/// </summary>
internal sealed class ConverterFaults(OnnxContext context, IHost host, IChannel channel)
{
    private const string Remedy = "Convert the steps behind it alone: give them data that hold its columns, for example those of "
        + "mlContext.Data.Cache.";

    // The names of constants that ML.NET's k-means adds, without asking whether they are columns.
    private static readonly string[] _kMeansNames = ["C", "C2", "zero"];

    /// <exception cref="InvalidOperationException">The column, or the condition, is not what the graph would read.</exception>
    public void Check(IDataView source, PixelColumn column)
    {
        (IDataView root, IDataTransform? stop) = WalkBack(source);
        foreach (string name in new[] { column.Name, column.Condition?.Name }.OfType<string>())
        {
            if (stop is not null && Replaces(stop, root, name))
            {
                throw host.Except(
                    $"{Made(stop)} column '{name}', and has no ONNX form: the graph would read the column as it was before. {Remedy}");
            }
        }
        if (stop is not null)
        {
            string[] replaced = [.. root.Schema.Select(field => field.Name).Distinct().Where(name => Replaces(stop, root, name))];
            if (replaced.Length > 0)
            {
                string names = string.Join(", ", replaced.Select(name => $"'{name}'"));
                channel.Warning(MessageSensitivity.Schema,
                    $"{Made(stop)} {names}, and has no ONNX form: the graph reads these columns as they were before. {Remedy}");
            }
        }
        foreach (string name in _kMeansNames.Where(name => source.Schema.GetColumnOrNull(name) is not null))
        {
            channel.Warning(MessageSensitivity.Schema, $"Column '{name}' has the name of a constant of ML.NET's k-means: if that follows, "
                + "the graph gives the constant in the column's place. Rename the column.");
        }
    }

    /// <summary>The first data, and the last step that the converter leaves out; null: none.</summary>
    private (IDataView Root, IDataTransform? Stop) WalkBack(IDataView view)
    {
        IDataTransform? stop = null;
        while (view is IDataTransform step)
        {
            if (stop is null && !(step is ITransformCanSaveOnnx known && known.CanSaveOnnx(context)))
                stop = step;
            view = step.Source;
        }
        return (view, stop);
    }

    private static bool Replaces(IDataTransform step, IDataView root, string name)
    {
        if (root.Schema.GetColumnOrNull(name) is null || step.Schema.GetColumnOrNull(name) is not { } column)
            return false;
        return step.Schema.Any(other => other.IsHidden && other.Name == name) || !column.Type.Equals(root.Schema[name].Type);
    }

    private static string Made(IDataTransform step) => $"A step before ({step.GetType().Name}) replaces";
}
