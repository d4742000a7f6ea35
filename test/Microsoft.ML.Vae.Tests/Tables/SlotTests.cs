using Microsoft.ML.Data;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Tests.Tables;

/// <summary>What ML.NET's transforms leave in the slot names and annotations of a vector.</summary>
public class SlotTests
{
    private static readonly MLContext _context = new(1);

    [Fact]
    public void Of_ConcatenatedColumns_HasTheirNamesAndCategories()
    {
        InputSlots slots = Slots(View("Amount", "Country", "Hash", "Tags", "Numbers"));

        slots.Sources.ShouldBe(
            ["Amount", "Country", "Country", "", "", "", "", "Tags", "Tags", "Tags", "Tags", "", ""]);
        slots.Names.Take(3).ShouldBe(["Amount", "Country.U.K.", "Country.U.S."]);
        slots.Categories.ShouldBe([(1, 2), (3, 4), (7, 2), (9, 2)]);   // one for each of the two tags
    }

    [Fact]
    public void Of_ColumnsThatAreGone_TakesTheBeginningOfTheNames()
    {
        IDataView view = _context.Transforms.SelectColumns("Features").Fit(View("Amount", "Country")).Transform(View("Amount", "Country"));

        Slots(view).Sources.ShouldBe(["Amount", "Country", "Country"]);
    }

    [Fact]
    public void Bind_Others_TellsCategoriesFromNumbers() =>
        Bound(View("Amount", "Country", "Hash", "Tags", "Numbers"), LikelihoodPart.Others).ToString().ShouldBe(
            "Mixed('Amount', 'Country' (2 categories), slots 3..6 (4 categories), 'Tags' (2 categories), 'Tags' (2 categories), slot 11, slot 12)");

    [Fact]
    public void Bind_NamesRangesAndOneSlot_AreFound() =>
        Bound(View("Amount", "Country", "Tags", "Numbers"), LikelihoodPart.Gaussian(0.5, "Amount"), LikelihoodPart.Bernoulli("Country.U.K.", "Country.U.S."),
            LikelihoodPart.Categorical("Tags"), LikelihoodPart.Gaussian(^2..)).ToString().ShouldBe(
            "Mixed('Amount' (σ = 0.5), 'Country' (flag), 'Country' (flag), 'Tags' (2 categories), 'Tags' (2 categories), slots 7..8)");

    [Fact]
    public void Groups_OfUnnamedSlots_AreCategoriesOrSingle()
    {
        IDataView view = View("Amount", "Country", "Hash", "Tags", "Numbers");

        ContributionGroups groups = ContributionGroups.Of(Slots(view), Bound(view, LikelihoodPart.Others));

        groups.Names.ShouldBe(["Amount", "Country", "Slots3-6", "Tags", "Slot11", "Slot12"]);
        groups.Sizes.ShouldBe([1, 2, 4, 4, 1, 1]);
    }

    [Fact]
    public void ToString_BeforeTheSlotsAreKnown_SaysTheParts() =>
        Likelihood.Mixed(LikelihoodPart.Gaussian(0.5, "Amount", "Age"), LikelihoodPart.Categorical(2..5), LikelihoodPart.Bernoulli("IsNew"), LikelihoodPart.Others)
            .ToString().ShouldBe("Mixed(Gaussian(0.5, 'Amount', 'Age'), Categorical(2..5), Bernoulli('IsNew'), Others)");

    private static InputSlots Slots(IDataView view) => InputSlots.Of(view.Schema, "Features", ((VectorDataViewType)view.Schema["Features"].Type).Size);

    private static MixedLikelihood Bound(IDataView view, params LikelihoodPart[] parts) =>
        ((MixedLikelihood)Likelihood.Mixed(parts)).Bind(Models.Host(_context), Slots(view));

    private static IDataView View(params string[] columns)
    {
        Row[] rows = [new Row { Country = "U.K.", Tags = ["a", "b"] }, new Row { Country = "U.S.", Tags = ["b", "a"], Hash = "x" }];
        return _context.Transforms.Categorical.OneHotEncoding([new("Country"), new("Tags")])
            .Append(_context.Transforms.Categorical.OneHotHashEncoding("Hash", numberOfBits: 2))
            .Append(_context.Transforms.Concatenate("Features", columns))
            .Fit(_context.Data.LoadFromEnumerable(rows)).Transform(_context.Data.LoadFromEnumerable(rows));
    }

    private sealed class Row
    {
        public float Amount { get; set; }
        public string Country { get; set; } = "";
        public string Hash { get; set; } = "y";

        [VectorType(2)]
        public string[] Tags { get; set; } = [];

        [VectorType(2)]
        public float[] Numbers { get; set; } = [1, 2];
    }
}
