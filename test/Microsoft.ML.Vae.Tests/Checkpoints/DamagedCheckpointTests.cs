using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Tests.Persistence;

namespace Microsoft.ML.Vae.Tests.Checkpoints;

/// <summary>A checkpoint that is not what was written is refused, unless the one before it is still there.</summary>
public sealed class DamagedCheckpointTests : IDisposable
{
    private const int Rows = 70;

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;
    private readonly byte[] _bytes;

    public DamagedCheckpointTests()
    {
        Options().Fit(TestImages.View(Rows)).Dispose();
        _path = Directory.GetFiles(_folder.FullName).Single();
        _bytes = File.ReadAllBytes(_path);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(500)]
    [InlineData(-1)]
    public void Fit_Truncated_NamesTheFile(int length) => Refused(_bytes[..(length < 0 ? _bytes.Length + length : length)]);

    [Fact]
    public void Fit_AnyByteChanged_IsRefusedOrTheSameFit()
    {
        using VaeTransformer expected = TestOptions.Tiny.Fit(TestImages.View(Rows));
        var random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 200; i++)
        {
            byte[] changed = [.. _bytes];
            changed[random.Next(i % 2 == 0 ? changed.Length : 3000)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_path, changed);
            try
            {
                using VaeTransformer model = Options().Fit(TestImages.View(Rows));
                CheckpointedFit.ShouldBe(model, expected);
            }
            catch (ModelFormatException e)
            {
                e.Message.ShouldContain($"'{_path}'");
                refused++;
            }
        }

        refused.ShouldBeGreaterThan(190);   // the rest changed the case of a letter in an escape, or the padding
    }

    [Fact]
    public void Fit_PayloadChanged_NamesThePart()
    {
        _bytes[^1] ^= 1;
        Refused(_bytes).ShouldBe($"The checkpoint '{_path}' is damaged: payload: its hash is not the metadata's 'sha256'.");
    }

    [Fact]
    public void Fit_OptionsChanged_NamesThePart() => Refused(Changed(file => file.Metadata["options"] = "LearningRate=1")).ShouldBe(
        $"The checkpoint '{_path}' is damaged: description, options, rows or table: their hash is not the metadata's 'head_sha256'.");

    [Fact]
    public void Fit_OtherFormat_NamesBoth() => Refused(Changed(file => file.Metadata["format"] = "2")).ShouldBe(
        $"The checkpoint '{_path}' is of another version: its format is '2', not '1'.");

    [Fact]
    public void Fit_NewestDamagedAndTheOneBeforeStillThere_GoesOnFromThatOne()
    {
        File.WriteAllBytes(_folder["checkpoint-0000003-000000000009.safetensors"], _bytes[..^5]);
        using VaeTransformer model = (Options() with { Epochs = 3 }).Fit(TestImages.View(Rows));
        using VaeTransformer expected = (TestOptions.Tiny with { Epochs = 3 }).Fit(TestImages.View(Rows));

        CheckpointedFit.ShouldBe(model, expected);
        CheckpointedFit.Files(_folder.FullName).ShouldBe(["checkpoint-0000003-000000000009.safetensors"]);
    }

    [Fact]
    public void Fit_AllDamaged_NamesTheNewest()
    {
        string newest = _folder["checkpoint-0000003-000000000009.safetensors"];
        File.WriteAllBytes(newest, _bytes[..^5]);
        File.WriteAllBytes(_path, []);

        Should.Throw<ModelFormatException>(() => Options().Fit(TestImages.View(Rows))).Message.ShouldStartWith($"The checkpoint '{newest}' is damaged: ");
    }

    [Fact]
    public void Fit_FilesOfOthersAndOfAKilledWrite_KeepsTheFormerAlone()
    {
        string[] others = ["checkpoint.safetensors", "checkpoint-1-1.safetensors", "my.tmp", "model.zip"];
        foreach (string name in others)
            File.WriteAllText(_folder[name], name);
        File.WriteAllBytes(_folder["checkpoint-0000009-000000000099.safetensors.tmp"], _bytes[..100]);
        using VaeTransformer model = (Options() with { Epochs = 3 }).Fit(TestImages.View(Rows));

        CheckpointedFit.Files(_folder.FullName).ShouldBe([.. others, "checkpoint-0000003-000000000009.safetensors"], ignoreOrder: true);
    }

    public void Dispose() => _folder.Dispose();

    private VaeOptions Options() => TestOptions.Tiny.In(_folder.FullName);

    private string Refused(byte[] bytes)
    {
        File.WriteAllBytes(_path, bytes);
        string message = Should.Throw<ModelFormatException>(() => Options().Fit(TestImages.View(Rows))).Message;
        message.ShouldStartWith($"The checkpoint '{_path}' is ");
        CheckpointedFit.Files(_folder.FullName).ShouldBe([Path.GetFileName(_path)]);
        return message;
    }

    private byte[] Changed(Action<WeightsFile> change)
    {
        WeightsFile file = WeightsFile.Parse(_bytes);
        change(file);
        return WeightsFile.Compose(file.Table.ToJsonString(), file.Payload);
    }
}
