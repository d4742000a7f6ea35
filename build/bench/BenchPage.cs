using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using TorchSharp;

namespace Microsoft.ML.Vae.Bench;

/// <summary>The table in Markdown, and the page around it.</summary>
internal static class BenchPage
{
    private const string Nothing = "–";

    /// <summary>What the numbers were measured on.</summary>
    public static string Origin =>
        $"Microsoft.ML {Version(typeof(MLContext))}, TorchSharp {Version(typeof(torch))}, {RuntimeInformation.RuntimeIdentifier}, "
        + $"{Processor()}, {Environment.ProcessorCount} processors; images: {Images.Source}";

    public static string Of(IReadOnlyList<Result> results, int rounds) => string.Create(CultureInfo.InvariantCulture, $"""
        # Benchmark

        `dotnet run --project build/bench -c Release` generates this page and `benchmark.json`; do not edit it by hand.

        - **Measured on** {Origin}.
        - **Rounds**: {rounds}. In each, every variant runs once in a process of its own, in alternating order. The numbers are medians;
          ratios are taken within each round, with their median and range.
        - **Fit** is the whole call, which reads the data view, builds the network, shuffles and trains, without the health report. **Plain
          loop** is an `nn.Module`, autograd and `optim.Adam` in TorchSharp over one tensor, with a dispose scope per step. A fresh process
          gives freed memory back to the system at once; the *warm allocator* keeps it, since a block of 16 MB was freed first. **Bare
          products** are the matrix products of a step into fixed buffers, and nothing else.
        - Batches have 128 rows. The runtime's profile-guided optimization is off: it would compile everything once more in the first
          seconds, beside what is measured.

        {Table(results)}
        """);

    public static string Table(IReadOnlyList<Result> results)
    {
        var table = new StringBuilder("| work | measured | compared with | ratio | target | met |\n|---|---|---|--:|--:|---|\n");
        foreach (Result result in results)
            table.Append("| ").AppendJoin(" | ", Cells(result)).Append(" |\n");
        return table.ToString();
    }

    /// <summary>A number with its unit: three digits at least, none behind the point from a thousand on.</summary>
    public static string Number(double value, string unit) =>
        $"{value.ToString(Math.Abs(value) >= 100 ? "N0" : "F2", CultureInfo.InvariantCulture)} {unit}";

    private static string[] Cells(Result result)
    {
        Comparison comparison = result.Comparison;
        return
        [
            comparison.Work,
            Measured(comparison.Ours, result.Ours),
            comparison.Other is null ? Nothing : Measured(comparison.Other, result.Other!),
            result.Ratios is null ? Nothing : Ratio(result.Ratios),
            Target(comparison),
            result.IsMet switch { null => Nothing, true => "yes", false => "**no**" },
        ];
    }

    private static string Measured(Variant variant, double[] values) => $"{variant.Name}: {Number(Result.Median(values), variant.Unit)}";

    private static string Ratio(double[] ratios) =>
        string.Create(CultureInfo.InvariantCulture, $"{Result.Median(ratios):F2} ({ratios.Min():F2} to {ratios.Max():F2})");

    private static string Target(Comparison comparison)
    {
        if (comparison.Target is null)
            return Nothing;
        return comparison.Other is null ? $"{comparison.Target} {comparison.Ours.Unit}" : $"{comparison.Target}";
    }

    private static string Version(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? $"{type.Assembly.GetName().Version}";

    private static string Processor()
    {
        const string Field = "model name";
        string? line = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? "unknown processor";
    }
}
