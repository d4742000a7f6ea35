using System.IO.Compression;
using System.Text;

namespace Microsoft.ML.Vae.Tests.PyTorch;

/// <summary>A pickle is a program; none of it runs here.</summary>
public sealed class PickleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Marker => _folder["marker"];

    /// <summary>Each would create a file in Python, and does so where the test can prove it.</summary>
    [Theory]
    [InlineData("posix\nmkdir", "posix.mkdir")]
    [InlineData("os\nmkdir", "os.mkdir")]
    [InlineData("builtins\nopen", "builtins.open")]
    [InlineData("torch.serialization\n_open_zipfile_writer_file", "torch.serialization._open_zipfile_writer_file")]
    public void Read_PickleThatCallsAFunction_RefusesItByName(string function, string name)
    {
        string path = Zip(Harmful(function));

        string message = Should.Throw<ModelFormatException>(() => PyTorchWeights.FromFile(path)).Message;

        message.ShouldBe($"'{path}' refers to '{name}', which no state_dict needs; nothing in it was run. "
            + "Save the tensors alone: torch.save(model.state_dict(), path).");
        Path.Exists(Marker).ShouldBeFalse();
    }

    [PyTorchFact]
    public void Python_OfTheSamePickle_WouldRunIt()
    {
        File.WriteAllBytes(_folder["data.pkl"], Harmful("posix\nmkdir"));

        Python.Run("import pickle\npickle.load(open('data.pkl', 'rb'))\n", _folder.FullName);

        Path.Exists(Marker).ShouldBeTrue();
    }

    [Theory]
    [InlineData("q\0", "an empty stack")]
    [InlineData("h\0", "an unknown index")]
    [InlineData("Nt.", "no mark")]
    [InlineData("NNs", "an empty stack")]
    [InlineData("NNNs", "items of something that has none")]
    [InlineData("}(Nu.", "a key without a value")]
    [InlineData("NNb.", "attributes of something else than a dictionary")]
    [InlineData("NQ", "a storage of another form")]
    [InlineData("ccollections\nOrderedDict\nNR", "a call of another form")]
    [InlineData("NNR", "a call of another form")]
    [InlineData("ccollections", "a line without an end")]
    [InlineData("X\u007f\u007f\u007f\u007f", "its end is missing")]
    [InlineData("}", "its end is missing")]
    [InlineData("I1\n.", "the instruction 0x49, which no state_dict needs")]
    [InlineData("i", "the instruction 0x69, which no state_dict needs")]
    public void Read_DamagedPickle_SaysWhere(string pickle, string what)
    {
        string path = Zip(Encoding.Latin1.GetBytes(pickle));
        string message = Should.Throw<ModelFormatException>(() => PyTorchWeights.FromFile(path)).Message;
        message.ShouldStartWith($"'{path}' is damaged: data.pkl, byte ");
        message.ShouldEndWith($": {what}.");
    }

    [Theory]
    [InlineData("data.pkl", "is a zip with 0 entries 'data.pkl', and torch.save writes one")]
    [InlineData("data/0", "is damaged: the entry 'data/0' is missing")]
    public void Read_MissingEntry_IsNamed(string entry, string what)
    {
        byte[] file = TensorFile.Bytes(".pt", ("a", TorchSharp.torch.ones(2)));
        string path = _folder["missing.pt"];
        File.WriteAllBytes(path, file);
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update))
            zip.GetEntry($"archive/{entry}")!.Delete();

        Should.Throw<ModelFormatException>(() => PyTorchWeights.FromFile(path)).Message.ShouldBe($"'{path}' {what}.");
    }

    [Fact]
    public void Read_CompressedEntries_AreRefused()
    {
        string path = _folder["compressed.pt"];
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using Stream pickle = zip.CreateEntry("a/data.pkl", CompressionLevel.SmallestSize).Open();
            pickle.Write(new byte[1 << 20]);
        }

        Should.Throw<ModelFormatException>(() => PyTorchWeights.FromFile(path)).Message
            .ShouldBe($"'{path}' has the entry 'a/data.pkl' compressed, which torch.save does not do.");
    }

    [Theory]
    [InlineData("", "is neither what torch.save writes nor safetensors")]
    [InlineData("no tensors at all", "is neither what torch.save writes nor safetensors")]
    [InlineData("PK but nothing more", "is damaged: ")]
    public void Read_OtherFile_SaysSo(string text, string what)
    {
        string path = _folder["other.pt"];
        File.WriteAllText(path, text);
        Should.Throw<ModelFormatException>(() => PyTorchWeights.FromFile(path)).Message.ShouldStartWith($"'{path}' {what}");
    }

    [Fact]
    public void Read_NoFile_IsNotFound() => Should.Throw<FileNotFoundException>(() => PyTorchWeights.FromFile(_folder["none.pt"]));

    public void Dispose() => _folder.Dispose();

    // c(module, function) ( X(path) t R .
    private byte[] Harmful(string function)
    {
        byte[] path = Encoding.UTF8.GetBytes(Marker);
        return [.. Encoding.ASCII.GetBytes($"c{function}\n("), (byte)'X', .. BitConverter.GetBytes(path.Length), .. path, .. "tR."u8];
    }

    private string Zip(byte[] pickle)
    {
        string path = _folder["pickle.pt"];
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using Stream entry = zip.CreateEntry("a/data.pkl", CompressionLevel.NoCompression).Open();
        entry.Write(pickle);
        return path;
    }
}
