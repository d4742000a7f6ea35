using System.Globalization;

namespace Microsoft.ML.Vae.Parquet.Tests.Reading;

public class MemoryTests
{
    private const int Rows = 85_000;   // 267 MB of numbers
    private const int RowGroupBytes = 16 << 20;
    private const long Bound = 130 << 20;

    [Fact]
    public void Cursor_OverAFileOfManyRowGroups_HoldsAFractionOfIt()
    {
        using var folder = new TemporaryFolder();
        MemoryProcess.Write(folder["rows.parquet"], Rows, RowGroupBytes);
        new FileInfo(folder["rows.parquet"]).Length.ShouldBeGreaterThan(200 << 20);   // else the bound says nothing

        long growth = long.Parse(MemoryProcess.Start("read", folder["rows.parquet"]), CultureInfo.InvariantCulture);

        growth.ShouldBeLessThan(Bound);
    }

    [Fact]
    public void Cursor_OverOneLargeRowGroup_HoldsAFractionOfIt()
    {
        using var folder = new TemporaryFolder();
        MemoryProcess.Write(folder["rows.parquet"], Rows, long.MaxValue / 2);

        long growth = long.Parse(MemoryProcess.Start("read", folder["rows.parquet"]), CultureInfo.InvariantCulture);

        growth.ShouldBeLessThan(Bound);
    }
}
