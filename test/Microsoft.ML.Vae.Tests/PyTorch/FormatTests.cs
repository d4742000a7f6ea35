using Microsoft.ML.Vae.PyTorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.PyTorch;

/// <summary>What PyTorch itself writes, in all the ways that users save models.</summary>
public class FormatTests
{
    private const string Program = """
        import collections, torch
        from torch import nn

        m = nn.Linear(3, 2)
        w = torch.arange(6, dtype=torch.float32).reshape(2, 3) / 4
        m.load_state_dict({"weight": w, "bias": torch.tensor([0.5, -2.0])})
        torch.save(m.state_dict(), "single.pt")
        for name in ["half", "bfloat16", "double"]:
            torch.save({k: getattr(v, name)() for k, v in m.state_dict().items()}, f"{name}.pt")
        torch.save(dict(m.named_parameters()), "parameters.pt")
        torch.save({"epoch": 3, "loss": 0.5, "model": m.state_dict(), "rates": [1e-3, None, True, (1, 2)],
                    "optimizer": torch.optim.Adam(m.parameters()).state_dict()}, "checkpoint.pt")
        torch.save({"a": m.state_dict(), "b": m.state_dict()}, "two.pt")
        torch.save({"weight": w.t().contiguous().t(), "bias": torch.arange(8.0)[2:6:2]}, "views.pt")
        torch.save({"weight": w, "again": w, "row": w[1]}, "shared.pt")
        torch.save({"a": torch.ones(1).expand(1000, 1000)}, "expanded.pt")
        torch.save({"a": torch.zeros(2, 0), "b": torch.tensor(3.0), "c": torch.tensor([1, 2])}, "odd.pt")
        torch.save({"a": torch.arange(24.0).reshape(1, 2, 3, 4).to(memory_format=torch.channels_last)}, "channels_last.pt")
        torch.save(m, "module.pt")
        torch.save([w], "list.pt")
        torch.save(m.state_dict(), "old.pt", _use_new_zipfile_serialization=False)
        torch.save(m.state_dict(), "protocol4.pt", pickle_protocol=4)
        torch.save({"a": torch.ones(2, dtype=torch.complex64)}, "complex.pt")
        torch.jit.script(m).save("script.pt")
        """;

    [PyTorchFact]
    public void Read_WhatTorchSaves_TheSameNumbersOrARefusalThatSaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        Python.Run(Program, folder.FullName);
        float[] weight = [0, 0.25f, 0.5f, 0.75f, 1, 1.25f], bias = [0.5f, -2];

        foreach (string name in new[] { "single", "half", "bfloat16", "double", "parameters", "checkpoint" })
        {
            Dictionary<string, StoredTensor> tensors = TensorFile.Read(folder[$"{name}.pt"]);
            string.Join(", ", tensors.Keys).ShouldBe("weight, bias", name);
            tensors["weight"].Floats().ShouldBe(weight, name);
            tensors["bias"].Floats().ShouldBe(bias, name);
        }
        Dictionary<string, StoredTensor> views = TensorFile.Read(folder["views.pt"]);
        views["weight"].Floats().ShouldBe(weight);
        views["bias"].Floats().ShouldBe([2, 4]);
        Dictionary<string, StoredTensor> shared = TensorFile.Read(folder["shared.pt"]);
        shared["again"].Floats().ShouldBe(weight);
        shared["row"].Floats().ShouldBe(weight[3..]);
        TensorFile.Read(folder["channels_last.pt"])["a"].Floats().ShouldBe(Enumerable.Range(0, 24).Select(i => (float)i));
        Dictionary<string, StoredTensor> odd = TensorFile.Read(folder["odd.pt"]);
        odd["a"].Shape.ShouldBe([2, 0]);
        odd["b"].Shape.ShouldBeEmpty();
        odd["c"].Type.ShouldBe(ScalarType.Int64);
        odd["b"].Floats().ShouldBe([3]);

        Refusal("module").ShouldEndWith("refers to 'torch.nn.modules.linear.Linear', which no state_dict needs; nothing in it was run. "
            + "Save the tensors alone: torch.save(model.state_dict(), path).");
        Refusal("list").ShouldEndWith("holds no dictionary. Save the tensors alone: torch.save(model.state_dict(), path).");
        Refusal("two").ShouldContain("holds a dictionary with 2 entries ('a', 'b'), of which 2 are state_dicts, not one.");
        Refusal("old").ShouldContain("is in the format that torch.save had before PyTorch 1.6");
        Refusal("protocol4").ShouldContain("is a pickle of protocol 4; wanted 2");
        Refusal("complex").ShouldContain("holds numbers of the type 'torch.ComplexFloatStorage'; wanted one of torch.FloatStorage, ");
        Refusal("script").ShouldContain("holds a program of TorchScript.");
        Refusal("expanded").ShouldContain("holds a tensor of shape [1000, 1000] with strides [0, 0] from 0 on, which does not fit its 4 bytes; "
            + "if it was expanded, call contiguous() before torch.save.");

        string Refusal(string name)
        {
            string message = Should.Throw<ModelFormatException>(() => PyTorchWeights.FromFile(folder[$"{name}.pt"])).Message;
            message.ShouldStartWith($"'{folder[$"{name}.pt"]}' ");
            return message;
        }
    }

    [Theory]
    [InlineData(".pt")]
    [InlineData(".pth")]
    [InlineData(".safetensors")]
    public void Write_ThenRead_TheSameBits(string extension)
    {
        using var folder = new TemporaryFolder();
        using DisposeScope scope = NewDisposeScope();
        Tensor a = randn(3, 4), b = tensor(new double[] { 1e300, -0.0 }), c = tensor(new long[] { long.MinValue }), d = zeros(0, 5);

        TensorFile.Write(folder[$"a{extension}"], ("größe.a", a), ("b", b), ("c", c), ("d", d), ("e", tensor(2f)));

        Dictionary<string, StoredTensor> read = TensorFile.Read(folder[$"a{extension}"]);
        read.Keys.ShouldBe(["größe.a", "b", "c", "d", "e"], ignoreOrder: true);
        foreach ((string name, Tensor tensor) in new[] { ("größe.a", a), ("b", b), ("c", c), ("d", d) })
        {
            Tensor copy = read[name].ToTensor();
            copy.dtype.ShouldBe(tensor.dtype, name);
            copy.shape.ShouldBe(tensor.shape, name);
            copy.bytes.SequenceEqual(tensor.bytes).ShouldBeTrue(name);
        }
        Directory.GetFiles(folder.FullName).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(".pt")]
    [InlineData(".safetensors")]
    public void Write_Twice_TheSameFile(string extension)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = ones(3, 4);
        TensorFile.Bytes(extension, ("a", a)).ShouldBe(TensorFile.Bytes(extension, ("a", a)));
    }

    [Theory]
    [InlineData("vae.onnx", "The extension of 'vae.onnx' is '.onnx'; must be .pt, .pth or .safetensors.")]
    [InlineData("vae", "The extension of 'vae' is ''; must be .pt, .pth or .safetensors.")]
    public void Save_OtherExtension_ArgumentThatNamesThem(string path, string message)
    {
        using TinyModel model = TinyModel.Create();
        Should.Throw<ArgumentException>(() => model.Transformer.SavePyTorchStateDict(path)).Message.ShouldStartWith(message);
        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public void Save_Disposed_ObjectDisposed()
    {
        TinyModel model = TinyModel.Create();
        model.Dispose();
        Should.Throw<ObjectDisposedException>(() => model.Transformer.SavePyTorchStateDict("vae.pt"));
    }
}
