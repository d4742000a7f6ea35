using System.Diagnostics;
using System.Globalization;

namespace Microsoft.ML.Vae.Bench;

/// <summary>The same loop in Debian's python3-torch: a child process that trains when asked and idles otherwise.</summary>
internal sealed class PyTorch : IDisposable
{
    private const string DebianPython = "/usr/bin/python3";   // the one whose modules apt installs

    private readonly Process _python;
    private readonly string _imageFile = Path.GetTempFileName();

    public PyTorch(Digits digits, int threads)
    {
        using (FileStream file = File.Create(_imageFile))
        {
            foreach (byte[] image in digits.Images)
                file.Write(image);
        }

        var start = new ProcessStartInfo(DebianPython) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (string argument in (string[])[Path.Combine(AppContext.BaseDirectory, "vae_step.py"), _imageFile, $"{threads}"])
            start.ArgumentList.Add(argument);
        start.Environment["LD_LIBRARY_PATH"] = OpenMPBlasFolder();
        _python = Process.Start(start) ?? throw new InvalidOperationException($"{DebianPython} did not start.");
        Description = ReadLine();
    }

    /// <summary>Version, threads and BLAS, as the child sees them.</summary>
    public string Description { get; }

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

    private string ReadLine() => _python.StandardOutput.ReadLine()
        ?? throw new InvalidOperationException("The PyTorch process ended early; its message is above.");

    private static string OpenMPBlasFolder() => Directory.GetDirectories("/usr/lib")
        .Select(folder => Path.Combine(folder, "openblas-openmp"))
        .FirstOrDefault(Directory.Exists)
        ?? throw new DirectoryNotFoundException("OpenBLAS for OpenMP is missing: apt-get install libopenblas0-openmp.");
}
