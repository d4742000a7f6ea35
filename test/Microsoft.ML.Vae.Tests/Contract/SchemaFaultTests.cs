using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tests.Contract.Faults;

namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>The contract sees each fault of schemas and arguments, and calls it by its name.</summary>
public class SchemaFaultTests
{
    [Fact]
    public void Check_SoundEstimatorInAllWrappers_Passes()
    {
        EstimatorContract.Check(Faulty.View(view => new FaultyView(view)));
        EstimatorContract.Check(Faulty.Mapper(mapper => new FaultyMapper(mapper)));
    }

    [Fact]
    public void Check_NullIsTaken_IsSeen() => Breaks(ContractRule.NullArguments, Faulty.Transformer(inner =>
        new FaultyTransformer(inner) { Transforming = input => inner.Transform(input ?? Faulty.Data(new MLContext())) }));

    [Fact]
    public void Check_NullIsDereferenced_IsSeen() => Breaks(ContractRule.NullArguments, Faulty.Transformer(inner =>
        new FaultyTransformer(inner) { Schema = schema => schema.Count == 0 ? schema : inner.GetOutputSchema(schema) }));

    [Fact]
    public void Check_ColumnNotPromised_IsSeen() => Breaks(ContractRule.PromisedSchema, Faulty.Estimator(inner =>
        new FaultyEstimator(inner) { Promise = shape => new SchemaShape(inner.GetOutputSchema(shape).Where(column => column.Name != "Copy")) }));

    [Fact]
    public void Check_ColumnPromisedButMissing_IsSeen() => Breaks(ContractRule.PromisedSchema, Faulty.Estimator(inner =>
        new FaultyEstimator(inner) { Promise = shape => new SchemaShape([.. inner.GetOutputSchema(shape), .. ShapeOf(context => Rename(context, "V", "More"), "More")]) }));

    [Fact]
    public void Check_OtherTypeThanPromised_IsSeen() => Breaks(ContractRule.PromisedSchema, Faulty.Estimator(inner => Promising(inner, "V")));

    [Fact]
    public void Check_AnnotationsPromisedButMissing_AreSeen() => Breaks(ContractRule.PromisedSchema, new ContractSubject
    {
        Estimator = context => Promising(context.Transforms.CopyColumns("Copy", "V"), "V", other => Annotated(other, "Copy")),
        Data = Faulty.Data,
    });

    [Fact]
    public void Check_AnnotationsNotPromised_AreSeen() => Breaks(ContractRule.PromisedSchema, new ContractSubject
    {
        Estimator = context => Promising(context.Transforms.CopyColumns("Copy", "Named"), "V"),
        Data = context => Annotated(context, "Named"),
    });

    [Fact]
    public void Check_PropagatedSchemaIsNotDelivered_IsSeen() => Breaks(ContractRule.DeliveredSchema, Faulty.Transformer(inner =>
        new FaultyTransformer(inner) { Transforming = input => Rename(new MLContext(), inner.Transform(input), "Copy", "Extra") }));

    [Fact]
    public void Check_CursorOfAnotherSchema_IsSeen() => Breaks(ContractRule.DeliveredSchema, Faulty.Cursor(cursor =>
        new WrappedCursor(cursor) { ReplacedSchema = Faulty.Data(new MLContext()).Schema }));

    private static void Breaks(ContractRule rule, ContractSubject subject) =>
        Should.Throw<ContractException>(() => EstimatorContract.Check(subject)).Rule.ShouldBe(rule);

    /// <summary>Promises for "Copy" what a copy of another column is like.</summary>
    private static FaultyEstimator Promising(IEstimator<ITransformer> inner, string like, Func<MLContext, IDataView>? data = null) => new(inner)
    {
        Promise = shape => new SchemaShape(
        [
            .. inner.GetOutputSchema(shape).Where(column => column.Name != "Copy"),
            .. ShapeOf(data ?? (context => Rename(context, like, "Copy")), "Copy"),
        ]),
    };

    private static IEnumerable<SchemaShape.Column> ShapeOf(Func<MLContext, IDataView> data, string column) =>
        SchemaShapes.Of(data(new MLContext())).Where(other => other.Name == column);

    private static IDataView Rename(MLContext context, string from, string to) => Rename(context, Row.View(context), from, to);

    private static IDataView Rename(MLContext context, IDataView view, string from, string to) =>
        context.Transforms.CopyColumns(to, from).Fit(view).Transform(view);

    /// <summary>Concatenation names the slots.</summary>
    private static IDataView Annotated(MLContext context, string name)
    {
        IDataView view = Row.View(context);
        return context.Transforms.Concatenate(name, "A", "V").Fit(view).Transform(view);
    }
}
