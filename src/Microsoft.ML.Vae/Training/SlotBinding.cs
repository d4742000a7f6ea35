using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Training;

/// <summary>What the options say about the slots of the input, looked up in a schema.</summary>
internal static class SlotBinding
{
    /// <summary>The options with the slots of the likelihood's parts found.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or of another type.</exception>
    /// <exception cref="ArgumentException">A part names no slots, or a slot is in several parts or in none.</exception>
    public static VaeOptions Bind(IExceptionContext context, VaeOptions options, DataViewSchema schema)
    {
        if (options.Likelihood is not MixedLikelihood mixed)
            return options;
        PixelColumn column = new PixelColumnFinder(context, options).Find(schema);
        if (column.IsImage || column.ElementType == ScalarType.Byte)
        {
            throw context.ExceptSchemaMismatch("inputSchema", "input", column.Name,
                "vector of Single, for the mixed likelihood", schema[column.Name].Type.ToString());
        }
        return options with { Likelihood = mixed.Bind(context, InputSlots.Of(schema, column.Name, column.Size)) };
    }

    /// <summary>The groups of contributions that the options ask for; null for none.</summary>
    /// <exception cref="ArgumentException">The input or the output are images.</exception>
    public static ContributionGroups? Groups(IExceptionContext context, VaeOptions options, DataViewSchema schema, PixelColumn column)
    {
        if (!AreGrouped(context, options, column.IsImage))
            return null;
        return ContributionGroups.Of(InputSlots.Of(schema, column.Name, column.Size), options.Likelihood);
    }

    /// <summary>Whether the options ask for groups.</summary>
    /// <exception cref="ArgumentException">The input or the output are images.</exception>
    public static bool AreGrouped(IExceptionContext context, VaeOptions options, bool isImage)
    {
        if (options.ContributionGrouping != ContributionGrouping.SourceColumn || options.ScoreContributionsColumnName is null)
            return false;
        if (isImage || ColumnLayout.From(options, isImage).DecodesToImages)
        {
            throw context.ExceptParam(nameof(options), Guard.Fault(
                nameof(options.ContributionGrouping), options.ContributionGrouping, $"{ContributionGrouping.Slot} for images"));
        }
        return true;
    }
}
