using Microsoft.ML.Vae.Persistence;

namespace Microsoft.ML.Vae.Tests.Persistence;

/// <summary>The old file or the new one.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public AtomicFileTests() => _path = _folder["model.zip"];

    [Fact]
    public void Write_NewOrInPlaceOfAnother_IsTheOnlyFile()
    {
        foreach (byte[] contents in new byte[][] { [1, 2, 3], [4] })
        {
            byte[] verified = [];
            AtomicFile.Write(_path, stream => stream.Write(contents), stream => verified = Read(stream));

            verified.ShouldBe(contents);
            File.ReadAllBytes(_path).ShouldBe(contents);
            Directory.GetFiles(_folder.FullName).ShouldBe([_path]);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_WritingOrVerifyingFails_LeavesTheOldFile(bool inWriting)
    {
        File.WriteAllBytes(_path, [7]);

        Should.Throw<NotSupportedException>(() => AtomicFile.Write(
            _path,
            stream =>
            {
                stream.WriteByte(1);
                if (inWriting)
                    throw new NotSupportedException();
            },
            _ => throw new NotSupportedException()));

        File.ReadAllBytes(_path).ShouldBe([7]);
        Directory.GetFiles(_folder.FullName).ShouldBe([_path]);
    }

    [Fact]
    public void Write_FolderMissing_Throws() =>
        Should.Throw<DirectoryNotFoundException>(() => AtomicFile.Write(_folder["none/model.zip"], _ => { }, _ => { }));

    [Fact]
    public void ToDisk_FolderMissing_Throws()
    {
        if (!OperatingSystem.IsWindows())
            Should.Throw<IOException>(() => FolderFlush.ToDisk(_folder["none"])).Message.ShouldContain(_folder["none"]);
    }

    [Fact]
    public void SaveAtomically_AModel_LoadsAndEqualsAPlainSave()
    {
        var context = new MLContext();
        using VaeTransformer model = TestOptions.Tiny.Fit(TestImages.View(50));
        context.Model.SaveAtomically(model, TestImages.View(1).Schema, _path);

        SavedModel.Read(File.ReadAllBytes(_path)).ShouldEqual(SavedModel.Of(model, TestImages.View(1).Schema));
        using var loaded = (VaeTransformer)context.Model.Load(_path, out _);
        FloatAssert.ShouldBeBitEqual(loaded.Latents(), model.Latents());
        Directory.GetFiles(_folder.FullName).ShouldBe([_path]);
    }

    [Fact]
    public void SaveAtomically_ModelThatCannotBeSaved_LeavesTheOldFile()
    {
        File.WriteAllBytes(_path, [7]);
        VaeTransformer model = TestOptions.Tiny.Fit(TestImages.View(50));
        model.Dispose();

        Should.Throw<ObjectDisposedException>(() => new MLContext().Model.SaveAtomically(model, null, _path));
        File.ReadAllBytes(_path).ShouldBe([7]);
        Directory.GetFiles(_folder.FullName).ShouldBe([_path]);
    }

    [Fact]
    [Trait("case", "1")]
    public void SaveAtomically_Null_NamesTheArgument()
    {
        using TinyModel model = TinyModel.Create();
        ModelOperationsCatalog catalog = new MLContext().Model;

        Should.Throw<ArgumentNullException>(() => ((ModelOperationsCatalog)null!).SaveAtomically(model.Transformer, null, _path)).ParamName.ShouldBe("catalog");
        Should.Throw<ArgumentNullException>(() => catalog.SaveAtomically(null!, null, _path)).ParamName.ShouldBe("model");
        Should.Throw<ArgumentNullException>(() => catalog.SaveAtomically(model.Transformer, null, null!)).ParamName.ShouldBe("filePath");
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Read(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
