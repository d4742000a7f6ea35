using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>
/// The history of a fit as float64 tensors: "history.training" [E, 3] with rows, reconstruction loss and KL divergence, and, when there
/// were validation rows, "history.validation" [E, 2] with the two losses.
/// </summary>
internal static class HistoryTensors
{
    private const string Training = "history.training";
    private const string Validation = "history.validation";
    private const int TrainingColumns = 3;
    private const int ValidationColumns = 2;

    public static bool AreValidated(IEnumerable<TrainingEpoch> history) => history.Any(epoch => epoch.ValidationNegativeElbo is not null);

    public static IEnumerable<ExpectedTensor> Expected(int epochs, bool isValidated)
    {
        yield return new ExpectedTensor(Training, TensorType.F64, [epochs, TrainingColumns]);
        if (isValidated)
            yield return new ExpectedTensor(Validation, TensorType.F64, [epochs, ValidationColumns]);
    }

    public static IEnumerable<(string Name, Tensor Tensor)> From(IReadOnlyList<TrainingEpoch> history)
    {
        yield return (Training, Table(history.SelectMany(TrainingLosses), TrainingColumns));
        if (AreValidated(history))
            yield return (Validation, Table(history.SelectMany(ValidationLosses), ValidationColumns));
    }

    public static IReadOnlyList<TrainingEpoch> Read(Safetensors file, int epochs, bool isValidated)
    {
        ReadOnlySpan<double> training = file.Doubles(Training);
        ReadOnlySpan<double> validation = isValidated ? file.Doubles(Validation) : [];
        var history = new TrainingEpoch[epochs];
        for (int i = 0; i < epochs; i++)
        {
            ReadOnlySpan<double> row = training.Slice(i * TrainingColumns, TrainingColumns);
            if (!(row[0] is >= 1 and <= long.MaxValue / 2 && double.IsInteger(row[0])))
                throw Safetensors.Damaged($"tensor '{Training}'", FormattableString.Invariant($"epoch {i + 1} of {row[0]} rows"));
            history[i] = new TrainingEpoch
            {
                Epoch = i + 1,
                Rows = (long)row[0],
                ReconstructionLoss = row[1],
                KlDivergence = row[2],
                ValidationReconstructionLoss = isValidated ? validation[i * ValidationColumns] : null,
                ValidationKlDivergence = isValidated ? validation[i * ValidationColumns + 1] : null,
            };
        }
        return history;
    }

    private static IEnumerable<double> TrainingLosses(TrainingEpoch epoch) => [epoch.Rows, epoch.ReconstructionLoss, epoch.KlDivergence];

    private static IEnumerable<double> ValidationLosses(TrainingEpoch epoch) =>
        [epoch.ValidationReconstructionLoss!.Value, epoch.ValidationKlDivergence!.Value];

    private static Tensor Table(IEnumerable<double> values, int columns)
    {
        double[] all = [.. values];
        Tensor table = empty(all.Length / columns, columns, ScalarType.Float64, CPU);
        MemoryMarshal.AsBytes(all.AsSpan()).CopyTo(table.bytes);
        return table;
    }
}
