using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>The column that a model is conditioned on. In a stored row, a key (from 1) or the numbers follow the pixels.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Whether it holds a key, a number or a vector.</param>
/// <param name="Size">Numbers that the network sees, C: for a key, the number of its values.</param>
internal sealed record ConditionColumn(string Name, ConditionKind Kind, int Size)
{
    public const int MostNumbers = 4096;

    private const string Expected = "Key of at most 4096 values, Boolean, Single, or known-size vector of at most 4096 Single";
    private const string Remedy = " (append MapValueToKey before)";

    /// <summary>The names of a key's values, by which another column's are found again; null: the column had none.</summary>
    public KeyNames? Names { get; init; }

    /// <summary>Bytes of what is stored for a row.</summary>
    public int RowBytes => Kind == ConditionKind.Key ? sizeof(uint) : Size * sizeof(float);

    /// <summary>The column's type as ML.NET names it; of a key, with the raw type that most have.</summary>
    public DataViewType Type => Kind switch
    {
        ConditionKind.Key => new KeyDataViewType(typeof(uint), Size),
        ConditionKind.Single => NumberDataViewType.Single,
        _ => new VectorDataViewType(NumberDataViewType.Single, Size),
    };

    /// <summary>The column of the options in a schema.</summary>
    public static ConditionColumn Find(IExceptionContext context, DataViewSchema schema, string name)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
            throw context.ExceptSchemaMismatch("inputSchema", "condition", name);
        return column.Type switch
        {
            KeyDataViewType { Count: <= MostNumbers } key =>
                new ConditionColumn(name, ConditionKind.Key, (int)key.Count) { Names = KeyNames.Of(column) },
            BooleanDataViewType => new ConditionColumn(name, ConditionKind.Key, Size: 2) { Names = KeyNames.OfBoolean },
            NumberDataViewType number when number.Equals(NumberDataViewType.Single) => new ConditionColumn(name, ConditionKind.Single, 1),
            VectorDataViewType { IsKnownSize: true, Size: <= MostNumbers } vector when vector.ItemType.Equals(NumberDataViewType.Single) =>
                new ConditionColumn(name, ConditionKind.Vector, vector.Size),
            TextDataViewType =>
                throw context.ExceptSchemaMismatch("inputSchema", "condition", name, Expected + Remedy, column.Type.ToString()!),
            _ => throw context.ExceptSchemaMismatch("inputSchema", "condition", name, Expected, column.Type.ToString()!),
        };
    }

    /// <summary>Checks the column in the shape of a schema, before any data exists.</summary>
    public static void Check(IExceptionContext context, SchemaShape shape, string name)
    {
        if (!shape.TryFindColumn(name, out SchemaShape.Column column))
            throw context.ExceptSchemaMismatch("inputSchema", "condition", name);
        bool isScalar = column.Kind == SchemaShape.Column.VectorKind.Scalar;
        bool isKey = isScalar && (column.IsKey || column.ItemType is BooleanDataViewType);
        bool isNumbers = !column.IsKey && column.Kind != SchemaShape.Column.VectorKind.VariableVector
            && column.ItemType.Equals(NumberDataViewType.Single);
        if (!isKey && !isNumbers)
        {
            string remedy = isScalar && column.ItemType is TextDataViewType ? Remedy : "";
            throw context.ExceptSchemaMismatch("inputSchema", "condition", name, Expected + remedy, column.GetTypeString());
        }
    }

    /// <summary>Finds the column in another schema and checks that it has the same kind and size, or values with names.</summary>
    public DataViewSchema.Column Bind(IExceptionContext context, DataViewSchema schema)
    {
        ConditionColumn found = Find(context, schema, Name);
        DataViewSchema.Column column = schema[Name];
        bool fits = found.Kind == Kind && (found.Size == Size || found.Names is not null && Names is not null);
        return fits
            ? column
            : throw context.ExceptSchemaMismatch("inputSchema", "condition", Name, ToString(), column.Type.ToString()!);
    }

    /// <summary>What the network sees, from what is stored.</summary>
    /// <param name="rows">Stored rows one after another.</param>
    /// <param name="count">How many.</param>
    /// <param name="rowBytes">Bytes from one row to the next.</param>
    /// <param name="offset">Where in a row the condition stands.</param>
    public Tensor ToNumbers(ReadOnlySpan<byte> rows, int count, int rowBytes, int offset)   // -> [B, C]
    {
        Tensor numbers = zeros(count, Size, ScalarType.Float32, CPU);
        Span<float> values = MemoryMarshal.Cast<byte, float>(numbers.bytes);
        for (int i = 0; i < count; i++)
        {
            Read(rows.Slice(i * rowBytes + offset, RowBytes), values.Slice(i * Size, Size));
        }
        return numbers;
    }

    /// <summary>What the network sees of one row.</summary>
    public void Read(ReadOnlySpan<byte> stored, Span<float> numbers)   // [C]
    {
        if (Kind != ConditionKind.Key)
        {
            stored.CopyTo(MemoryMarshal.AsBytes(numbers));
            return;
        }
        numbers.Clear();
        if (MemoryMarshal.Read<uint>(stored) is > 0 and var key)   // 0: a place for a row that is not there
            numbers[(int)key - 1] = 1;
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        ConditionKind.Key => FormattableString.Invariant($"Key of {Size} values"),
        ConditionKind.Single => "Single",
        _ => FormattableString.Invariant($"Vector<Single, {Size}>"),
    };
}
