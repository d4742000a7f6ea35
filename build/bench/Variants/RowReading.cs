using System.Diagnostics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Bench;

/// <summary>Reads rows of 784 numbers with a cursor: from a Parquet file, or from ML.NET's cache of them in memory.</summary>
internal sealed class RowReading(string name, bool areBytes, bool isCached) : Variant(name, "rows/s")
{
    private const int RowCount = 60_000;
    private const string Pixels = nameof(Pixels);

    public override double Measure()
    {
        var context = new MLContext();
        string file = Path.GetTempFileName();
        try
        {
            IDataView digits = Bench.Rows.View(context, Images.Digits(RowCount), Images.PixelCount);
            IDataView rows = areBytes ? digits : context.Transforms.Conversion.ConvertType(Pixels).Fit(digits).Transform(digits);
            context.Data.SaveAsParquet(rows, file);
            IDataView view = context.Data.LoadFromParquet(file);
            if (isCached)
                view = context.Data.Cache(view);
            Read(view);   // compiles, and fills the caches
            var watch = Stopwatch.StartNew();
            return Read(view) / watch.Elapsed.TotalSeconds;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private long Read(IDataView view) => areBytes ? Read<byte>(view) : Read<float>(view);

    private static long Read<T>(IDataView view)
    {
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[Pixels]]);
        ValueGetter<VBuffer<T>> get = cursor.GetGetter<VBuffer<T>>(view.Schema[Pixels]);
        VBuffer<T> row = default;
        long rows = 0;
        for (; cursor.MoveNext(); rows++)
            get(ref row);
        return rows;
    }
}
