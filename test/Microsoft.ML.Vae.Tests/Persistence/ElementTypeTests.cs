using System.Text;
using Microsoft.ML.Vae.Persistence;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Persistence;

/// <summary>Tensors of every element type that a file may hold come back bit by bit.</summary>
public class ElementTypeTests
{
    [Fact]
    public void Copy_EveryType_GivesTheBytesThatWereWritten()
    {
        using DisposeScope scope = NewDisposeScope();
        (string, Tensor)[] tensors =
        [
            ("f32", tensor(new float[] { 1.5f, -0f })),
            ("f64", tensor(new double[] { Math.PI })),
            ("i64", tensor(new long[] { long.MinValue, 7 })),
            ("scalar", tensor(new long[] { 9 }).reshape([])),
            ("u8", tensor(new byte[] { 0, 255, 3 })),
        ];
        Safetensors file = Read(Write(tensors), isFinite: true);

        file.Tensors.Select(expected => expected.Type).ShouldBe([TensorType.F32, TensorType.F64, TensorType.I64, TensorType.I64, TensorType.U8]);
        foreach ((string name, Tensor written) in tensors)
        {
            Tensor copy = file.Copy(name);
            copy.dtype.ShouldBe(written.dtype);
            copy.shape.ShouldBe(written.shape);
            copy.bytes.SequenceEqual(written.bytes).ShouldBeTrue(name);
        }
    }

    [Fact]
    public void Read_BitsOfNaNInWholeNumbers_AreNoDamage()
    {
        using DisposeScope scope = NewDisposeScope();
        byte[] bytes = Write([("i64", tensor(new long[] { -1 })), ("u8", tensor(new byte[] { 255, 255, 255, 255 }))]);

        Should.NotThrow(() => Read(bytes, isFinite: true));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_NaN_IsDamageUnlessItMayBeThere(bool isFinite)
    {
        using DisposeScope scope = NewDisposeScope();
        byte[] bytes = Write([("f32", tensor(new float[] { float.NaN }))]);

        if (isFinite)
            Should.Throw<ModelFormatException>(() => Read(bytes, isFinite)).Message.ShouldContain("tensor 'f32': a value is NaN");
        else
            Should.NotThrow(() => Read(bytes, isFinite));
    }

    [Fact]
    public void Write_OtherType_SaysWhich()
    {
        using DisposeScope scope = NewDisposeScope();
        Should.Throw<NotSupportedException>(() => Write([("bool", zeros(1, ScalarType.Bool, CPU))])).Message.ShouldBe("A tensor of Bool cannot be saved.");
    }

    private static byte[] Write((string, Tensor)[] tensors)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
            Safetensors.Write(writer, [], tensors);
        return stream.ToArray();
    }

    private static Safetensors Read(byte[] bytes, bool isFinite)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return Safetensors.Read(reader, isFinite);
    }
}
