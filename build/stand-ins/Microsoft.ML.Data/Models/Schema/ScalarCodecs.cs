namespace Microsoft.ML.Data.IO;

/// <summary>The codecs of types without parameters.</summary>
internal static class ScalarCodecs
{
    private static readonly Codec[] _all =
    [
        new FixedSizeCodec<sbyte>(NumberDataViewType.SByte),
        new FixedSizeCodec<byte>(NumberDataViewType.Byte),
        new FixedSizeCodec<short>(NumberDataViewType.Int16),
        new FixedSizeCodec<ushort>(NumberDataViewType.UInt16),
        new FixedSizeCodec<int>(NumberDataViewType.Int32),
        new FixedSizeCodec<uint>(NumberDataViewType.UInt32),
        new FixedSizeCodec<long>(NumberDataViewType.Int64),
        new FixedSizeCodec<ulong>(NumberDataViewType.UInt64),
        new FixedSizeCodec<float>(NumberDataViewType.Single),
        new FixedSizeCodec<double>(NumberDataViewType.Double),
        new FixedSizeCodec<TimeSpan>(TimeSpanDataViewType.Instance),
        new FixedSizeCodec<DataViewRowId>(RowIdDataViewType.Instance),
        new TextCodec(),
        new BooleanCodec(),
        new DateTimeCodec(),
        new DateTimeOffsetCodec(),
    ];

    public static Codec ForTypeOrNull(DataViewType type) => Array.Find(_all, codec => codec.Type.RawType == type.RawType);

    public static Codec ForNameOrNull(string name) => Array.Find(_all, codec => codec.Name == name);
}
