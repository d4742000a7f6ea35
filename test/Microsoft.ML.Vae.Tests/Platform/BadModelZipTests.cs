using System.Reflection;
using Microsoft.ML.Transforms;
using Microsoft.ML.Vae.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

public class BadModelZipTests
{
    private const string ModelEntry = "TransformerChain/Model.key";

    private readonly MLContext _context = new(1);

    [Fact]
    public void Load_NoZip_Throws()
    {
        Should.Throw<FormatException>(() => _context.Load([1, 2, 3], out _)).Message.ShouldBe("Failed to open a zip archive");
        Should.Throw<ArgumentNullException>(() => _context.Model.Load((Stream)null!, out _)).ParamName.ShouldBe("stream");
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Model.Load("", out _)).ParamName.ShouldBe("filePath");
    }

    [Fact]
    public void Load_NoFile_Throws()
    {
        using var folder = new TemporaryFolder();
        Should.Throw<FileNotFoundException>(() => _context.Model.Load(folder["none.zip"], out _));
    }

    [Fact]
    public void Load_ZipOfSomethingElse_IsTakenForALegacyModel()
    {
        byte[] zip = Zips.FromEntries([KeyValuePair.Create("Readme.txt", new byte[1])]);
        Should.Throw<InvalidOperationException>(() => _context.Load(zip, out _)).Message.ShouldBe("Could not load legacy format model");
    }

    [Fact]
    public void Load_SchemaWithoutModel_Throws()
    {
        byte[] zip = _context.Save(null!, Row.View(_context).Schema);
        Should.Throw<FormatException>(() => _context.Load(zip, out _)).Message.ShouldBe("Corrupt model file");
    }

    [Theory]
    [InlineData(0x00, "Wrong file type")]
    [InlineData(0x0E, "Corrupt file header")]
    [InlineData(0x40, "Unknown file type")]
    public void Load_HeaderByteChanged_SaysWhat(int offset, string message) =>
        LoadingFails(Zips.Edit(Model(), ModelEntry, bytes => bytes[offset] ^= 0x20)).ShouldBeOfType<FormatException>().Message.ShouldBe(message);

    [Fact]
    public void Load_TailChanged_SaysSo() =>
        LoadingFails(Zips.Edit(Model(), ModelEntry, bytes => bytes[^1] ^= 0x20)).ShouldBeOfType<FormatException>().Message
            .ShouldBe("Corrupt model file tail");

    [Fact]
    public void Load_NewerComponent_NamesIt()
    {
        byte[] zip = Zips.Edit(Model(), ModelEntry, bytes => bytes[0x48] = bytes[0x4C] = 9);
        string message = LoadingFails(zip).ShouldBeOfType<FormatException>().Message;
        message.ShouldContain("'CopyTransform'");
        message.ShouldContain("the model is too new");
    }

    [Fact]
    public void Load_UnknownComponent_NamesTheFolder()
    {
        byte[] zip = Zips.Edit(Model(), ModelEntry, bytes => bytes[0x50] = (byte)'X');
        Should.Throw<FormatException>(() => _context.Load(zip, out _)).Message.ShouldBe("Couldn't load model: 'TransformerChain'");
    }

    [Fact]
    public void Load_UnknownAssembly_Throws()
    {
        // "Microsoft.ML.Data" in UTF-16, whose first letter is the first byte of the assembly's name.
        byte[] zip = Zips.Edit(Model(), ModelEntry, bytes => bytes[BitConverter.ToInt32(bytes, 0x90)] = (byte)'N');
        Should.Throw<FileNotFoundException>(() => _context.Load(zip, out _));
    }

    [Fact]
    public void Save_NoColumnToSave_Throws()
    {
        DataViewSchema empty = new DataViewSchema.Builder().ToSchema();
        Should.Throw<InvalidOperationException>(() => _context.Save(null!, empty)).Message.ShouldBe("No valid columns to save");
    }

    private byte[] Model()
    {
        ColumnCopyingTransformer model = _context.Transforms.CopyColumns("C", "A").Fit(Row.View(_context));
        return _context.Save(model, null);
    }

    /// <summary>A component reads its version while it is being created.</summary>
    private Exception LoadingFails(byte[] zip)
    {
        Exception exception = Should.Throw<Exception>(() => _context.Load(zip, out _));
        while (exception is InvalidOperationException or TargetInvocationException && exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }
}
