using Microsoft.ML.Data;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

public class HiddenColumnRuleTests
{
    private readonly MLContext _context = new(1);

    [Fact]
    public void SavedSchema_KeepsHiddenColumns()
    {
        IDataView view = _context.Transforms.CopyColumns("V", "A").Fit(Row.View(_context)).Transform(Row.View(_context));
        _context.Load(_context.Save(new TransformerChain<ITransformer>(), view.Schema), out DataViewSchema? schema);

        schema.ShouldNotBeNull().Select(column => (column.Name, column.IsHidden))
            .ShouldBe([("A", false), ("V", true), ("V", false), ("Name", false)]);
    }

    [Fact]
    public void Fit_SeesVisibleColumnsOnly()
    {
        var shapes = new List<string>();
        EstimatorChain<SpyTransformer> chain = _context.Transforms.CopyColumns("V", "A").Append(new ShapeEstimator(shapes));

        chain.Fit(Row.View(_context));

        shapes.ShouldBe(["A: Scalar Single", "V: Scalar Single", "Name: Scalar String"]);
    }

    private sealed class ShapeEstimator(List<string> shapes) : IEstimator<SpyTransformer>
    {
        public SpyTransformer Fit(IDataView input) => new("shape", []);

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            shapes.AddRange(inputSchema.Select(column => $"{column.Name}: {column.Kind} {column.ItemType}"));
            return inputSchema;
        }
    }
}
