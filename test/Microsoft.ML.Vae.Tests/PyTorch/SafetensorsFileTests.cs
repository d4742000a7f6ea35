using System.Text;
using Microsoft.ML.Vae.PyTorch;

namespace Microsoft.ML.Vae.Tests.PyTorch;

/// <summary>Files in the safetensors layout that other programs write: without a hash, with other types.</summary>
public class SafetensorsFileTests
{
    // 1, -2.5 and 0.25 in each type.
    [Theory]
    [InlineData("F16", "003C00C10034")]
    [InlineData("BF16", "803F20C0803E")]
    [InlineData("F32", "0000803F000020C00000803E")]
    [InlineData("F64", "000000000000F03F00000000000004C0000000000000D03F")]
    public void Read_AnyFloatingPointType_TheSameNumbers(string type, string bytes)
    {
        byte[] data = Convert.FromHexString(bytes);
        Dictionary<string, StoredTensor> tensors = Read($$$"""{"a":{"dtype":"{{{type}}}","shape":[1,3],"data_offsets":[0,{{{data.Length}}}]}}""", data);

        tensors["a"].Shape.ShouldBe([1, 3]);
        tensors["a"].IsFloatingPoint.ShouldBeTrue();
        tensors["a"].Floats().ShouldBe([1, -2.5f, 0.25f]);
    }

    [Theory]
    [InlineData("I8", "01FE03")]
    [InlineData("I16", "0100FEFF0300")]
    [InlineData("I32", "01000000FEFFFFFF03000000")]
    [InlineData("I64", "0100000000000000FEFFFFFFFFFFFFFF0300000000000000")]
    public void Read_WholeNumbers_TheSameNumbers(string type, string bytes)
    {
        byte[] data = Convert.FromHexString(bytes);
        StoredTensor tensor = Read($$$"""{"a":{"dtype":"{{{type}}}","shape":[3],"data_offsets":[0,{{{data.Length}}}]}}""", data)["a"];

        tensor.IsFloatingPoint.ShouldBeFalse();
        tensor.Floats().ShouldBe([1, -2, 3]);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F8_E5M2","shape":[8],"data_offsets":[0,8]}}""", "tensor 'a': its dtype is 'F8_E5M2', not ")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "tensor 'a': 8 bytes for a shape [3].")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""",
        "tensor 'b': its bytes are [4, 8), but must begin at 8.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "tensor 'a': its bytes are [4, 8), but must begin at 0.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "payload: 8 bytes, but the tensors take 4.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "payload: 8 bytes, but the tensors take 16.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""",
        "tensor 'a': it is there twice.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}""", "tensor 'a': a shape [4294967296, 4294967296].")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "tensor 'a': wanted at most 8 whole numbers of at least 0.")]
    [InlineData("{nothing}", "header: ")]
    public void Read_WrongTable_RefusedWithTheFilesName(string table, string what) =>
        Should.Throw<ModelFormatException>(() => Read(table, new byte[8])).Message.ShouldStartWith($"'a.safetensors' is damaged: {what}");

    private static Dictionary<string, StoredTensor> Read(string table, byte[] data)
    {
        byte[] header = Encoding.UTF8.GetBytes(table);
        using var stream = new MemoryStream([.. BitConverter.GetBytes((ulong)header.Length), .. header, .. data]);
        return StateDictFile.Read(stream, "a.safetensors");
    }
}
