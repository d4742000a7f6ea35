using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Microsoft.ML.Vae.Bench;

/// <summary>The same loop in PyTorch, where python3 has it: a child process that trains when asked and idles otherwise.</summary>
internal sealed class PyTorch : IDisposable
{
    private readonly Process _python;
    private readonly string _imageFile = Path.GetTempFileName();

    public PyTorch(Digits digits, int threads)
    {
        using (FileStream file = File.Create(_imageFile))
        {
            foreach (byte[] image in digits.Images)
                file.Write(image);
        }

        ProcessStartInfo start = Python(Path.Combine(AppContext.BaseDirectory, "vae_step.py"), _imageFile, $"{threads}");
        start.RedirectStandardInput = true;
        if (OpenMPBlasFolder() is { } folder)
            start.Environment["LD_LIBRARY_PATH"] = folder;
        _python = Process.Start(start)!;
        Description = ReadLine();
    }

    /// <summary>Version, threads and BLAS, as the child sees them.</summary>
    public string Description { get; }

    /// <summary>Whether there is a python3 with torch.</summary>
    public static bool IsInstalled()
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

    public double RowsPerSecond(Network network, int epochs)
    {
        _python.StandardInput.WriteLine($"{network.Hidden} {network.Latent} {Network.BatchSize} {epochs}");
        return double.Parse(ReadLine(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        if (!_python.HasExited)
            _python.StandardInput.Close();
        _python.WaitForExit();
        _python.Dispose();
        File.Delete(_imageFile);
    }

    private static ProcessStartInfo Python(params string[] arguments) => new("python3", arguments) { RedirectStandardOutput = true };

    private string ReadLine() => _python.StandardOutput.ReadLine()
        ?? throw new InvalidOperationException("The PyTorch process ended early; its message is above.");

    /// <summary>Debian's PyTorch takes the BLAS of the system, which by default has one thread; null where there is no other.</summary>
    private static string? OpenMPBlasFolder() => !Directory.Exists("/usr/lib") ? null : Directory.GetDirectories("/usr/lib")
        .Select(folder => Path.Combine(folder, "openblas-openmp"))
        .FirstOrDefault(Directory.Exists);
}
