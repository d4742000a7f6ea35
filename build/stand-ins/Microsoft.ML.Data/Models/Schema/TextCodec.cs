using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data.IO;

/// <summary>Block: 32-bit count, the 32-bit end of each text in characters, then all texts as one string.</summary>
internal sealed class TextCodec : ItemCodec<ReadOnlyMemory<char>>
{
    public override DataViewType Type => TextDataViewType.Instance;

    public override string Name => "TextSpan";

    public override void Write(BinaryWriter writer, ReadOnlySpan<ReadOnlyMemory<char>> values)
    {
        var all = new StringBuilder();
        writer.Write(values.Length);
        foreach (var value in values)
            writer.Write(all.Append(value).Length);
        writer.Write(all.ToString());
    }

    public override ReadOnlyMemory<char>[] Read(BinaryReader reader, int count)
    {
        Contracts.CheckDecode(reader.ReadInt32() == count);
        var ends = new FixedSizeCodec<int>(NumberDataViewType.Int32).Read(reader, count);
        var all = reader.ReadString().AsMemory();
        Contracts.CheckDecode(all.Length == (count == 0 ? 0 : ends[^1]));
        var values = new ReadOnlyMemory<char>[count];
        var start = 0;
        for (var i = 0; i < count; i++)
        {
            Contracts.CheckDecode(start <= ends[i] && ends[i] <= all.Length);
            values[i] = all[start..ends[i]];
            start = ends[i];
        }
        return values;
    }
}
