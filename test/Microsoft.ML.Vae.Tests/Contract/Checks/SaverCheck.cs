using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract.Checks;

/// <summary>What ML.NET's savers can write of a view, they read back: bit by bit in binary form, up to the printed digits as text.</summary>
internal static class SaverCheck
{
    private const ContractRule Rule = ContractRule.Savers;

    public static void Run(FittedSubject fitted)
    {
        IDataView view = fitted.Transformer.Transform(fitted.Data);
        string[] columns = [.. view.Schema.Where(CanBeSaved).Select(column => column.Name).Distinct()];
        IDataView saved = fitted.Context.Transforms.SelectColumns(columns).Fit(view).Transform(view);
        using var folder = new TemporaryFolder();
        Binary(fitted.Context, saved, Path.Combine(folder.FullName, "rows.idv"));
        Text(fitted.Context, saved, Path.Combine(folder.FullName, "rows.tsv"));
    }

    // A hidden column has the name of another.
    private static bool CanBeSaved(DataViewSchema.Column column) =>
        !column.IsHidden && column.Type is PrimitiveDataViewType or VectorDataViewType { IsKnownSize: true };

    private static void Binary(MLContext context, IDataView view, string path)
    {
        using (FileStream stream = File.Create(path))
            context.Data.SaveAsBinary(view, stream);
        IDataView loaded = context.Data.LoadFromBinary(path);
        Compare(loaded, view, exactly: true, "from the binary file");
    }

    private static void Text(MLContext context, IDataView view, string path)
    {
        string[] numbersAndTexts = [.. view.Schema.Where(column => ItemOf(column) is not KeyDataViewType).Select(column => column.Name)];
        IDataView saved = context.Transforms.SelectColumns(numbersAndTexts).Fit(view).Transform(view);
        using (FileStream stream = File.Create(path))
            context.Data.SaveAsText(saved, stream, headerRow: false, schema: false, forceDense: true);
        IDataView loaded = context.Data.LoadFromTextFile(path, new TextLoader.Options { Columns = [.. Columns(saved.Schema)], AllowQuoting = true });
        Compare(loaded, saved, exactly: false, "from the text file");
    }

    private static IEnumerable<TextLoader.Column> Columns(DataViewSchema schema)
    {
        int first = 0;
        foreach (DataViewSchema.Column column in schema)
        {
            DataKind kind = Enum.Parse<DataKind>(ItemOf(column) is TextDataViewType ? nameof(DataKind.String) : ItemOf(column).RawType.Name);
            int size = (column.Type as VectorDataViewType)?.Size ?? 1;
            yield return column.Type is VectorDataViewType
                ? new TextLoader.Column(column.Name, kind, first, first + size - 1)
                : new TextLoader.Column(column.Name, kind, first);
            first += size;
        }
    }

    private static DataViewType ItemOf(DataViewSchema.Column column) => column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;

    private static void Compare(IDataView got, IDataView expected, bool exactly, string what)
    {
        List<object?[]> left = Values(got), right = Values(expected);
        ContractException.Require(left.Count == right.Count, Rule, $"{what}: {left.Count} rows, not {right.Count}.");
        for (int row = 0; row < left.Count; row++)
        {
            for (int column = 0; column < expected.Schema.Count; column++)
            {
                bool isSame = ColumnValue.AreEqual(left[row][column]!, right[row][column]!, exactly);
                ContractException.Require(isSame, Rule, $"{what}: other values in row {row}, column '{expected.Schema[column].Name}'.");
            }
        }
    }

    private static List<object?[]> Values(IDataView view)
    {
        DataViewSchema.Column[] columns = [.. view.Schema.Where(column => !column.IsHidden)];
        return [.. RowSnapshot.Read(view.GetRowCursor(columns), columns).Select(row => columns.Select(column => row.Values[column.Index]).ToArray())];
    }
}
