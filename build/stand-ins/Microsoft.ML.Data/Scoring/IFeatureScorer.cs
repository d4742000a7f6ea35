namespace Microsoft.ML.Data;

/// <summary>A model that turns a feature vector into a vector of scores.</summary>
internal interface IFeatureScorer
{
    int FeatureCount { get; }

    int ScoreCount { get; }

    void Score(in VBuffer<float> features, ref VBuffer<float> scores);
}
