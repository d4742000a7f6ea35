using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Generation;

namespace Microsoft.ML.Vae;

// From rows to latents, and from latents to images.
public sealed partial class VaeTransformer
{
    /// <summary>Adds the latent means alone, whatever other columns the options named.</summary>
    /// <param name="data">Rows with the input column.</param>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing, or of another type or size than in training.</exception>
    public IDataView Encode(IDataView data)
    {
        _host.CheckValue(data, nameof(data));
        return new VaeDataView(data, new ColumnBinding(_host, data.Schema, _encoding, [_outputs[0]]));
    }

    /// <summary>
    /// Adds the image that each latent decodes to, E[x|z]: an image column, or a <c>Vector&lt;Single&gt;</c> of the input column's size in
    /// its units, as <see cref="VaeOptions.ImageOutput"/> was set.
    /// </summary>
    /// <param name="latents">
    /// Rows with a column of latents, <c>Vector&lt;Single, LatentDimension&gt;</c>, named <see cref="OutputColumnName"/>, and the condition
    /// column if the model has one.
    /// </param>
    /// <param name="outputColumnName">The column to add. Default: null, <see cref="ReconstructionColumnName"/> or "Reconstruction".</param>
    /// <exception cref="ArgumentOutOfRangeException">The column of latents is missing or of another type or size.</exception>
    public IDataView Decode(IDataView latents, string? outputColumnName = null)
    {
        _host.CheckValue(latents, nameof(latents));
        return DecodeTo(outputColumnName ?? ReconstructionColumnName ?? "Reconstruction", latents, sampleSeed: null);
    }

    /// <summary>
    /// Draws latents from the prior, N(0, I) or the vectors of a codebook, and decodes each to the mean of its pixels (under <see
    /// cref="Likelihood.Mixed"/>, to a draw): a view with the
    /// latents, named <see cref="OutputColumnName"/>, and the images, named <see cref="SampleColumnName"/>, else "Sample". Rows are made as
    /// they are read, the same ones every time.
    /// </summary>
    /// <param name="count">How many rows, at least 0.</param>
    /// <param name="seed">Seeds the draws.</param>
    /// <param name="condition">
    /// The condition of every image, for a model with a <see cref="ConditionColumnName"/>: the column's numbers, or the number of its key,
    /// from 1. Default: null, for a model without a condition.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="ArgumentException"><paramref name="condition"/> does not fit the model.</exception>
    /// <exception cref="InvalidOperationException">The model is a plain autoencoder, which has no prior.</exception>
    public IDataView Sample(int count, int seed, IReadOnlyList<float>? condition = null) =>
        Sample(count, seed, ConditionValue.From(Model.Input.Condition, condition));

    /// <summary>The same for a condition that is a key, by the name of its value.</summary>
    /// <param name="count">How many rows, at least 0.</param>
    /// <param name="seed">Seeds the draws.</param>
    /// <param name="condition">The name; of a <c>Boolean</c> condition, "True" or "False".</param>
    /// <exception cref="ArgumentNullException"><paramref name="condition"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="ArgumentException">The model has no condition with such a name.</exception>
    /// <exception cref="InvalidOperationException">The model is a plain autoencoder, which has no prior.</exception>
    public IDataView Sample(int count, int seed, string condition) =>
        Sample(count, seed, ConditionValue.From(Model.Input.Condition, condition));

    private VaeDataView Sample(int count, int seed, ConditionValue? condition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!Model.Network.Architecture.Latent.HasPrior)
            throw _host.Except("The model is a plain autoencoder, which has no prior to draw from; a variational one has");
        return DecodeTo(SampleColumnName ?? "Sample", LatentView(LatentViews.Draw(Model, count, seed), condition), seed);
    }

    private VaeDataView DecodeTo(string column, IDataView latents, int? sampleSeed)
    {
        OutputColumn image = OutputColumns.Decoded(_columns, column, Model.Input);
        var function = new DecodingFunction(Model, OutputColumnName, sampleSeed);
        return new VaeDataView(latents, new ColumnBinding(_host, latents.Schema, function, [image]));
    }

    /// <summary>Walks in a straight line from one latent to another and decodes every step: a view like <see cref="Decode"/>'s.</summary>
    /// <param name="from">The first latent, <see cref="LatentDimension"/> numbers, for example from <see cref="Encode"/>.</param>
    /// <param name="to">The last latent.</param>
    /// <param name="steps">How many rows, both ends included, at least 2.</param>
    /// <param name="condition">
    /// The condition of every image, as in <see cref="Sample(int, int, IReadOnlyList{float})"/>. Default: null, for an unconditional
    /// model.
    /// </param>
    /// <exception cref="ArgumentNullException">A latent is null.</exception>
    /// <exception cref="ArgumentException">A latent has another size or is not finite, or the condition does not fit the model.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is below 2.</exception>
    public IDataView Interpolate(IReadOnlyList<float> from, IReadOnlyList<float> to, int steps, IReadOnlyList<float>? condition = null) =>
        Interpolate(from, to, steps, ConditionValue.From(Model.Input.Condition, condition));

    /// <summary>The same for a condition that is a key, by the name of its value.</summary>
    /// <param name="from">The first latent.</param>
    /// <param name="to">The last latent.</param>
    /// <param name="steps">How many rows, both ends included, at least 2.</param>
    /// <param name="condition">The name, as in <see cref="Sample(int, int, string)"/>.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A latent has another size or is not finite, or there is no such name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is below 2.</exception>
    public IDataView Interpolate(IReadOnlyList<float> from, IReadOnlyList<float> to, int steps, string condition) =>
        Interpolate(from, to, steps, ConditionValue.From(Model.Input.Condition, condition));

    private IDataView Interpolate(IReadOnlyList<float> from, IReadOnlyList<float> to, int steps, ConditionValue? condition)
    {
        LatentPath.Check(from, LatentDimension, nameof(from));
        LatentPath.Check(to, LatentDimension, nameof(to));
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        return Decode(LatentView(LatentPath.Between(from, to, steps), condition));
    }

    /// <summary>
    /// Decodes copies of one latent in which a single dimension runs from -<paramref name="range"/> to <paramref name="range"/>, to show
    /// what that dimension encodes: a view like <see cref="Decode"/>'s.
    /// </summary>
    /// <param name="latent">The latent, <see cref="LatentDimension"/> numbers.</param>
    /// <param name="dimension">The dimension, from 0.</param>
    /// <param name="range">How far to go, in standard deviations of the prior; positive. Default: 3.</param>
    /// <param name="steps">How many rows, both ends included, at least 2. Default: 7.</param>
    /// <param name="condition">
    /// The condition of every image, as in <see cref="Sample(int, int, IReadOnlyList{float})"/>. Default: null, for an unconditional
    /// model.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="latent"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="latent"/> has another size or a number that is not finite, or the condition does not fit the model.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There is no such dimension, <paramref name="range"/> is not a positive number, or <paramref name="steps"/> is below 2.
    /// </exception>
    public IDataView Traverse(
        IReadOnlyList<float> latent, int dimension, double range = 3, int steps = 7, IReadOnlyList<float>? condition = null) =>
        Traverse(latent, dimension, range, steps, ConditionValue.From(Model.Input.Condition, condition));

    /// <summary>The same for a condition that is a key, by the name of its value.</summary>
    /// <param name="latent">The latent.</param>
    /// <param name="dimension">The dimension, from 0.</param>
    /// <param name="range">How far to go, in standard deviations of the prior; positive.</param>
    /// <param name="steps">How many rows, both ends included, at least 2.</param>
    /// <param name="condition">The name, as in <see cref="Sample(int, int, string)"/>.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The latent has another size or is not finite, or there is no such name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There is no such dimension, <paramref name="range"/> is not a positive number, or <paramref name="steps"/> is below 2.
    /// </exception>
    public IDataView Traverse(IReadOnlyList<float> latent, int dimension, double range, int steps, string condition) =>
        Traverse(latent, dimension, range, steps, ConditionValue.From(Model.Input.Condition, condition));

    private IDataView Traverse(IReadOnlyList<float> latent, int dimension, double range, int steps, ConditionValue? condition)
    {
        LatentPath.Check(latent, LatentDimension, nameof(latent));
        Guard.InRange(dimension, 0, LatentDimension - 1);
        if (!(range > 0 && float.IsFinite((float)range)))
            throw Guard.OutOfRange(range, "positive and finite");
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        return Decode(LatentView(LatentPath.Along(latent, dimension, range, steps), condition));
    }

    private IDataView LatentView(IEnumerable<float[]> latents, ConditionValue? condition) =>
        LatentViews.Create(OutputColumnName, LatentDimension, latents, condition);
}
