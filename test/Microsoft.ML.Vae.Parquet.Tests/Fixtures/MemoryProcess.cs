using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Parquet.Tests.Fixtures;

/// <summary>
/// Rows of 784 numbers that are written or read in a process of its own, which tells by how many bytes its peak of memory grew. By hand:
/// <c>dotnet exec Microsoft.ML.Vae.Parquet.Tests.dll write FILE ROWS</c>, then <c>read FILE</c> or <c>train FILE</c>.
/// </summary>
internal static class MemoryProcess
{
    public const int Size = 784;

    private const string Column = NumberRows.Vector;
    private const int TrainingBudget = 32 << 20;

    public static int Main(string[] args)
    {
        switch (args)
        {
            case ["write", var path, var rows]:
                Write(path, int.Parse(rows, CultureInfo.InvariantCulture));
                return 0;
            case ["read", var path]:
                return Tell(path, Read);
            case ["train", var path]:
                return Tell(path, Train);
            default:
                Console.Error.WriteLine("write FILE ROWS, read FILE or train FILE");
                return 2;
        }
    }

    /// <summary>Starts a part, and returns what it prints.</summary>
    public static string Start(params string[] args)
    {
        string runtime = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Environment.ProcessPath!;
        using Process process = Process.Start(new ProcessStartInfo(runtime, ["exec", typeof(MemoryProcess).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(errors.Result);
    }

    /// <summary>Numbers that no encoding makes small.</summary>
    public static void Write(string path, int rows, long rowGroupBytes = 64 << 20)
    {
        var random = new Random(1);
        float[] values = new float[Size];
        ScriptedView view = new ScriptedView(rows).AddVector(Column, NumberDataViewType.Single, Size, _ =>
        {
            for (int i = 0; i < Size; i++)
                values[i] = random.NextSingle();
            return new VBuffer<float>(Size, values);
        });
        new MLContext().Data.SaveAsParquet(view, path, new ParquetWriteOptions { RowGroupBytes = rowGroupBytes });
    }

    private static int Tell(string path, Action<IDataView> use)
    {
        var context = new MLContext(seed: 1);
        string small = Path.GetTempFileName();
        try
        {
            Write(small, 2_000);
            use(context.Data.LoadFromParquet(small));   // loads libraries, and compiles
        }
        finally
        {
            File.Delete(small);
        }
        long before = Peak();
        var watch = Stopwatch.StartNew();
        use(context.Data.LoadFromParquet(path));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Peak() - before}"));
        Console.Error.WriteLine($"{watch.Elapsed.TotalSeconds:F1} s, before {before / 1e6:F0} MB");
        return 0;
    }

    private static void Read(IDataView view)
    {
        foreach (Random? random in new[] { null, new Random(1) })
        {
            using DataViewRowCursor cursor = view.GetRowCursor(view.Schema, random);
            ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(view.Schema[Column]);
            VBuffer<float> vector = default;
            while (cursor.MoveNext())
                get(ref vector);
        }
    }

    private static void Train(IDataView view) => new MLContext(seed: 1).Transforms.VariationalAutoencoder(new VaeOptions
    {
        OutputColumnName = "Latent",
        InputColumnName = Column,
        Network = Network.FullyConnected([32]),
        LatentDimension = 4,
        Epochs = 1,
        BatchSize = 256,
        InputCacheBytes = TrainingBudget,
    }).Fit(view).Dispose();

    private static long Peak()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
