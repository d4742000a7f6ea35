using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Microsoft.ML.Vae.Samples.Table;

namespace Microsoft.ML.Vae.Tests.Tables;

/// <summary>Reads <see cref="PaymentTable"/> from a file, as an application would.</summary>
internal static class PaymentView
{
    public const string Features = "Features";

    public static IDataView Load(MLContext context, string path)
    {
        int columns = PaymentTable.Columns.Count;
        TextLoader.Column[] loaded =
        [
            new("Id", DataKind.String, 0),
            .. PaymentTable.Columns.Select((name, i) => new TextLoader.Column(name, i < PaymentTable.Numbers ? DataKind.Single : DataKind.String, i + 1)),
            new("IsOdd", DataKind.Single, columns + 1),
        ];
        return context.Data.LoadFromTextFile(path, loaded, separatorChar: ',', hasHeader: true);
    }

    /// <summary>One-hot encodes the categories, and puts all columns together.</summary>
    public static EstimatorChain<ColumnConcatenatingTransformer> Encoding(MLContext context)
    {
        InputOutputColumnPair[] categories = [.. PaymentTable.Categories.Select(name => new InputOutputColumnPair(name))];
        return context.Transforms.Categorical.OneHotEncoding(categories)
            .Append(context.Transforms.Concatenate(Features, [.. PaymentTable.Columns]));
    }
}
