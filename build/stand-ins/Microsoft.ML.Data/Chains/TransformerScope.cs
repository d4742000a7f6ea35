namespace Microsoft.ML.Data;

/// <summary>When an element of a chain is used.</summary>
[Flags]
public enum TransformerScope
{
    None = 0,
    Training = 1,
    Testing = 2,
    TrainTest = Training | Testing,
    Scoring = 4,
    Everything = TrainTest | Scoring,
}
