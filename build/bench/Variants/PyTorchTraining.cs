using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Microsoft.ML.Vae.Bench;

/// <summary>The plain loop in PyTorch, where python3 has it.</summary>
internal sealed class PyTorchTraining(DenseNetwork network, Func<IEnumerable<byte[]>> images)
    : Variant($"PyTorch loop {network}", "rows/s")
{
    private static readonly Lazy<bool> _isInstalled = new(IsInstalled);

    public override bool IsAvailable => _isInstalled.Value;

    public override double Measure()
    {
        string file = Path.GetTempFileName();
        try
        {
            using (FileStream stream = File.Create(file))
            {
                foreach (byte[] image in images())
                    stream.Write(image);
            }

            return RowsPerSecond(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private double RowsPerSecond(string file)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "vae_step.py");
        ProcessStartInfo start = Python(script, file, $"{network.Hidden}", $"{network.Latent}", $"{DenseNetwork.BatchSize}");
        if (OpenMPBlasFolder() is { } folder)
            start.Environment["LD_LIBRARY_PATH"] = folder;
        using Process python = Process.Start(start)!;
        string output = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        return double.Parse(output, CultureInfo.InvariantCulture);
    }

    private static bool IsInstalled()
    {
        ProcessStartInfo start = Python("-c", "import torch");
        start.RedirectStandardError = true;
        try
        {
            using Process check = Process.Start(start)!;
            check.StandardError.ReadToEnd();
            check.WaitForExit();
            return check.ExitCode == 0;
        }
        catch (Win32Exception)   // no python3
        {
            return false;
        }
    }

    private static ProcessStartInfo Python(params string[] arguments) => new("python3", arguments) { RedirectStandardOutput = true };

    /// <summary>Debian's PyTorch takes the BLAS of the system, which by default has one thread; null where there is no other.</summary>
    private static string? OpenMPBlasFolder() => !Directory.Exists("/usr/lib") ? null : Directory.GetDirectories("/usr/lib")
        .Select(folder => Path.Combine(folder, "openblas-openmp"))
        .FirstOrDefault(Directory.Exists);
}
