namespace Microsoft.ML.Data.IO;

/// <summary>Block: the 16-bit offset of each value in minutes, then the 64-bit ticks of each local time.</summary>
internal sealed class DateTimeOffsetCodec : ItemCodec<DateTimeOffset>
{
    public override DataViewType Type => DateTimeOffsetDataViewType.Instance;

    public override string Name => nameof(DateTimeOffset);

    public override void Write(BinaryWriter writer, ReadOnlySpan<DateTimeOffset> values)
    {
        foreach (var value in values)
            writer.Write((short)value.Offset.TotalMinutes);
        foreach (var value in values)
            writer.Write(value.DateTime.Ticks);
    }

    public override DateTimeOffset[] Read(BinaryReader reader, int count)
    {
        var offsets = new TimeSpan[count];
        for (var i = 0; i < count; i++)
            offsets[i] = TimeSpan.FromMinutes(reader.ReadInt16());
        var values = new DateTimeOffset[count];
        for (var i = 0; i < count; i++)
            values[i] = new DateTimeOffset(reader.ReadInt64(), offsets[i]);
        return values;
    }
}
