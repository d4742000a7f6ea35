using Microsoft.ML.Transforms.Image;
using ParquetSharp;
using ParquetSharp.Schema;

namespace Microsoft.ML.Vae.Parquet.Writing;

/// <summary>Collects the values of a column until a row group is written.</summary>
internal abstract class ColumnOutput
{
    /// <summary>What writes a column; null if Parquet has no type for it.</summary>
    public static ColumnOutput? Create(DataViewSchema.Column column) => column.Type switch
    {
        ImageDataViewType => new ScalarOutput<MLImage?>(column, ValueStore.OfImages(), isOptional: true),
        VectorDataViewType vector => Create(column, vector.ItemType, isList: true),
        _ => Create(column, column.Type, isList: false),
    };

    /// <summary>The column in the schema of the file.</summary>
    public abstract Node CreateNode();

    /// <summary>Reads the values of a row from now on.</summary>
    public abstract void Bind(DataViewRow row);

    /// <summary>Adds the value of the current row.</summary>
    /// <returns>Its bytes.</returns>
    public abstract long Append();

    /// <summary>Writes what was added, and forgets it.</summary>
    public abstract void Flush(ColumnWriter writer);

    private static ColumnOutput? Create(DataViewSchema.Column column, DataViewType type, bool isList) =>
        type is TextDataViewType ? Create(column, ValueStore.OfTexts(), isList)
        : type is DateTimeDataViewType ? Create(column, ValueStore.OfTimes(), isList)
        : type is DateTimeOffsetDataViewType ? Create(column, ValueStore.OfOffsetTimes(), isList)
        : type.RawType == typeof(bool) ? Create(column, new NumberStore<bool, bool>(PhysicalType.Boolean, null, x => x), isList)
        : type.RawType == typeof(sbyte) ? Create(column, ValueStore.OfInteger<sbyte>(8, isSigned: true), isList)
        : type.RawType == typeof(byte) ? Create(column, ValueStore.OfInteger<byte>(8, isSigned: false), isList)
        : type.RawType == typeof(short) ? Create(column, ValueStore.OfInteger<short>(16, isSigned: true), isList)
        : type.RawType == typeof(ushort) ? Create(column, ValueStore.OfInteger<ushort>(16, isSigned: false), isList)
        : type.RawType == typeof(int) ? Create(column, ValueStore.OfInteger<int>(32, isSigned: true), isList)
        : type.RawType == typeof(uint) ? Create(column, ValueStore.OfInteger<uint>(32, isSigned: false), isList)
        : type.RawType == typeof(long) ? Create(column, ValueStore.OfLong<long>(isSigned: true), isList)
        : type.RawType == typeof(ulong) ? Create(column, ValueStore.OfLong<ulong>(isSigned: false), isList)
        : type.RawType == typeof(float) ? Create(column, new NumberStore<float, float>(PhysicalType.Float, null, x => x), isList)
        : type.RawType == typeof(double) ? Create(column, new NumberStore<double, double>(PhysicalType.Double, null, x => x), isList)
        : null;

    private static ColumnOutput Create<T>(DataViewSchema.Column column, ValueStore<T> store, bool isList) => isList
        ? new ListOutput<T>(column, store)
        : new ScalarOutput<T>(column, store, isOptional: false);
}
