using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Bench;

/// <summary>A variant in a process of its own: this program again, with the variant's name, which prints one number.</summary>
internal static class VariantProcess
{
    private const string Argument = "variant";
    private const nint FirstTwoProcessors = 0b11;

    public static bool IsChild(string[] args) => args is [Argument, _];

    /// <summary>What the child is told.</summary>
    public static string[] Arguments(Variant variant) => [Argument, variant.Name];

    /// <summary>The child's side.</summary>
    public static int Run(string[] args, IReadOnlyList<Comparison> comparisons)
    {
        Variant? variant = comparisons.SelectMany(comparison => comparison.Variants).FirstOrDefault(variant => variant.Name == args[1]);
        if (args[1] == BusyProcesses.Name)
        {
            BusyProcesses.Spin();
        }
        else if (variant is null)
        {
            Console.Error.WriteLine($"There is no variant '{args[1]}'.");
            return 1;
        }
        else
        {
            Console.WriteLine(variant.Measure().ToString("R", CultureInfo.InvariantCulture));
        }

        return 0;
    }

    public static double Measure(Variant variant)
    {
        using Process process = Start(variant.Name, variant.NeedsTwoProcessors);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? double.Parse(output, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"'{variant.Name}' ended with {process.ExitCode}; its message is above.");
    }

    /// <param name="name">The variant's name.</param>
    /// <param name="onTwoProcessors">Whether it may use two processors only; a child inherits its parent's.</param>
    public static Process Start(string name, bool onTwoProcessors = false)
    {
        string assembly = typeof(VariantProcess).Assembly.Location;
        var start = new ProcessStartInfo(Runtime, ["exec", assembly, Argument, name])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        if (!onTwoProcessors || !(OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) || Environment.ProcessorCount <= 2)
            return Process.Start(start)!;
        using var self = Process.GetCurrentProcess();
        nint before = self.ProcessorAffinity;
        self.ProcessorAffinity = FirstTwoProcessors;
        try
        {
            return Process.Start(start)!;
        }
        finally
        {
            self.ProcessorAffinity = before;
        }
    }

    /// <summary>The program that runs .NET applications: three folders above the runtime's own.</summary>
    private static string Runtime => Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
