using System.Diagnostics;

namespace Microsoft.ML.Vae.Bench;

/// <summary>Other processes that each keep a processor busy, as on a server.</summary>
internal sealed class BusyProcesses(int count) : IDisposable
{
    public const string Name = "busy";

    private readonly Process[] _processes = [.. Enumerable.Range(0, count).Select(_ => VariantProcess.Start(Name))];

    /// <summary>Such a process: until its input ends.</summary>
    public static void Spin()
    {
        Task<int> end = Task.Run(Console.In.Read);
        while (!end.IsCompleted)
        {
        }
    }

    public void Dispose()
    {
        foreach (Process process in _processes)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
