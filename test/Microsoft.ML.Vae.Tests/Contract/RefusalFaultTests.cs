using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tests.Contract.Faults;

namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>The contract sees each place where invalid data gets in, or is refused with other words than ML.NET's.</summary>
public class RefusalFaultTests
{
    [Fact]
    public void Check_InvalidShapeIsTaken_IsSeen() => Breaks("GetOutputSchema of the estimator accepts", Faulty.Estimator(inner =>
        new FaultyEstimator(inner) { Promise = shape => HasA(shape) ? inner.GetOutputSchema(shape) : shape }));

    [Fact]
    public void Check_FitTakesInvalidData_IsSeen() => Breaks("Fit accepts", Faulty.Estimator(inner =>
        new FaultyEstimator(inner) { Fitting = data => inner.Fit(HasA(data.Schema) ? data : Faulty.Data(new MLContext())) }));

    [Fact]
    public void Check_FitRefusesWhatMayBeTrainedOn_IsSeen() => Breaks("data to train on was refused", Faulty.Estimator(inner => inner) with
    {
        Invalid = [Faulty.Missing with { FailsFit = false }],
    });

    [Fact]
    public void Check_TransformTakesInvalidData_IsSeen() => Breaks("Transform of the transformer accepts", Faulty.Transformer(inner =>
        new FaultyTransformer(inner) { Transforming = input => input is null || HasA(input.Schema) ? inner.Transform(input) : input }));

    [Fact]
    public void Check_TransformersSchemaTakesInvalidData_IsSeen() => Breaks("GetOutputSchema of the transformer accepts", Faulty.Transformer(inner =>
        new FaultyTransformer(inner) { Schema = schema => schema is null || HasA(schema) ? inner.GetOutputSchema(schema) : schema }));

    [Fact]
    public void Check_MapperTakesInvalidData_IsSeen() => Breaks("GetRowToRowMapper of the transformer accepts", Faulty.Transformer(inner =>
        new FaultyTransformer(inner)
        {
            Mapper = schema => inner.GetRowToRowMapper(schema is null || HasA(schema) ? schema : Faulty.Data(new MLContext()).Schema),
        }));

    [Fact]
    public void Check_OtherExceptionThanTheirs_IsSeen() => Breaks("throws ArgumentException", Refusing(new ArgumentException("no")));

    [Fact]
    public void Check_ExceptionWithoutTheirMark_IsSeen() => Breaks(
        "throws ArgumentOutOfRangeException", Refusing(new ArgumentOutOfRangeException("inputSchema", "Could not find input column 'A'")));

    [Fact]
    public void Check_OtherWords_AreSeen() => Breaks("not 'Could not find pixels'", Faulty.Estimator(inner => inner) with
    {
        Invalid = [Faulty.Missing with { Words = "Could not find pixels" }],
    });

    private static ContractSubject Refusing(Exception exception) => Faulty.Estimator(inner =>
        new FaultyEstimator(inner) { Fitting = data => HasA(data.Schema) ? inner.Fit(data) : throw exception });

    private static void Breaks(string words, ContractSubject subject)
    {
        ContractException got = Should.Throw<ContractException>(() => EstimatorContract.Check(subject));
        got.Rule.ShouldBe(ContractRule.InvalidInput);
        got.Message.ShouldContain(words);
    }

    private static bool HasA(SchemaShape shape) => shape.Any(column => column.Name == "A");

    private static bool HasA(DataViewSchema schema) => schema.GetColumnOrNull("A") is not null;
}
