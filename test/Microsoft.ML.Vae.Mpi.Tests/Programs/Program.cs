using System.Globalization;
using Microsoft.ML.Vae.Distributed;

namespace Microsoft.ML.Vae.Mpi.Tests.Programs;

/// <summary>
/// What a launcher starts: makes fits and writes what came out to a folder. Arguments: the folder, the fits, and settings as name=value.
/// </summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        Dictionary<string, string> settings = args.Skip(2).Select(arg => arg.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        using MpiSession mpi = MpiSession.Start(new MpiOptions
        {
            CollectiveTimeout = TimeSpan.FromSeconds(Number("timeout") ?? 60),
            LibraryPath = settings.GetValueOrDefault("library"),
        });
        ICollective ranks = mpi.DataParallel().Collective;
        if (settings.GetValueOrDefault("fault") is { } fault)
            ranks = new FaultyRanks(ranks, fault, (int)Number("rank")!.Value, (long)Number("step")!.Value);
        foreach (string work in args[1].Split(';'))
        {
            RowSharing sharing = work == "shared out" ? RowSharing.Application : RowSharing.Strided;
            Work.Run(work, ranks, settings.GetValueOrDefault("checkpoints"), sharing).Write(args[0], work, mpi.Rank);
        }
        File.WriteAllText(Path.Combine(args[0], $"library-{mpi.Rank}"), mpi.Library ?? "none");
        return 0;

        double? Number(string name) =>
            settings.TryGetValue(name, out string? text) ? double.Parse(text, CultureInfo.InvariantCulture) : null;
    }
}
