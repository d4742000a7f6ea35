using System.Text;

namespace Microsoft.ML.Vae.Tests.Persistence;

[Trait("case", "31")]
public class HeaderLimitTests
{
    private const long AllowedBytes = 4 << 20;
    private const string Scalar = "{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}";

    [Theory]
    [InlineData(0, 4000)]
    [InlineData(3993, 4000)]               // a byte beyond the file
    [InlineData((1 << 20) + 1, 3 << 20)]   // within the file, but more than is allowed
    [InlineData(1L << 32, 4000)]
    [InlineData(long.MaxValue, 4000)]
    [InlineData(-1, 4000)]
    public void Read_HeaderLength_RefusedAfterThatLength(long length, int fileLength)
    {
        byte[] bytes = new byte[fileLength];
        BitConverter.TryWriteBytes(bytes, length).ShouldBeTrue();

        (string message, long read, _) = Measure(bytes);

        message.ShouldContain("header length");
        read.ShouldBe(8);
    }

    public static TheoryData<string, string> Bombs => new()
    {
        { "deep arrays", "{\"a\":" + new string('[', 700_000) },
        { "deep objects", string.Concat(Enumerable.Repeat("{\"a\":", 150_000)) },
        { "deep arrays in a shape", "{\"a\":{\"shape\":" + new string('[', 700_000) },
        { "many tensors", "{" + string.Join(",", Enumerable.Range(0, 18_000).Select(i => $"\"t{i}\":{Scalar}")) + "}" },
        { "many metadata", "{\"__metadata__\":{" + string.Join(",", Enumerable.Range(0, 60_000).Select(i => $"\"k{i}\":\"\"")) + "}}" },
        { "long metadata", "{\"__metadata__\":{\"description\":\"" + new string('x', 1_000_000) + "\"}}" },
        { "escaped metadata", "{\"__metadata__\":{\"description\":\"" + string.Concat(Enumerable.Repeat("\\u0041", 170_000)) + "\"}}" },
        { "long shape", "{\"a\":{\"dtype\":\"F32\",\"shape\":[" + string.Join(",", Enumerable.Repeat("1", 400_000)) + "],\"data_offsets\":[0,4]}}" },
        { "long number", "{\"a\":{\"dtype\":\"F32\",\"shape\":[" + new string('9', 900_000) + "],\"data_offsets\":[0,4]}}" },
        { "long type", "{\"a\":{\"dtype\":\"" + new string('F', 1_000_000) + "\"}}" },
        { "long name", "{\"" + new string('n', 1_000_000) + "\":{}}" },
        { "white space", new string(' ', 1_000_000) },
        { "unclosed text", "{\"__metadata__\":{\"a\":\"" + new string('x', 1_000_000) },
    };

    [Theory]
    [MemberData(nameof(Bombs), DisableDiscoveryEnumeration = true)]
    public void Read_HeaderMadeToExhaust_RefusedWithinTheHeaderAndFourMegabytes(string what, string table)
    {
        byte[] payload = new byte[8 << 20];
        byte[] bytes = WeightsFile.Compose(table, payload);
        table.Length.ShouldBeInRange(600_000, 1 << 20, what);

        (string message, long read, long allocated) = Measure(bytes);

        message.ShouldNotBeEmpty();
        read.ShouldBe(8 + table.Length);
        allocated.ShouldBeLessThanOrEqualTo(AllowedBytes);
    }

    public static TheoryData<string> DescriptionBombs => new(
        new string('[', 60_000),
        "{\"encoder_sizes\":" + new string('[', 60_000),
        "{\"encoder_sizes\":[" + string.Join(",", Enumerable.Repeat("1", 30_000)) + "]}",
        "{\"input_size\":" + new string('9', 60_000) + "}",
        "{\"pixel_type\":\"" + new string('x', 60_000) + "\"}");

    [Theory]
    [MemberData(nameof(DescriptionBombs), DisableDiscoveryEnumeration = true)]
    public void Read_DescriptionMadeToExhaust_RefusedWithinFourMegabytes(string description)
    {
        WeightsFile file = WeightsFile.Parse(WeightsFile.Sample());
        file.Metadata["description"] = description;

        (string message, _, long allocated) = Measure(file.ToBytes());

        message.ShouldContain("description");
        message.ShouldNotContain("hash");
        allocated.ShouldBeLessThanOrEqualTo(AllowedBytes);
    }

    /// <summary>The message, the bytes taken from the stream and the bytes allocated, once the code has been compiled.</summary>
    private static (string Message, long Read, long Allocated) Measure(byte[] bytes)
    {
        ModelFormatAssert.Refused(bytes);
        using var stream = new MemoryStream(bytes);
        string message = "";
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            WeightsFile.Read(stream).Dispose();
        }
        catch (ModelFormatException e)
        {
            message = e.Message;
        }
        return (message, stream.Position, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
