namespace Microsoft.ML;

/// <summary>Fetches one value of the current row into the caller's buffer.</summary>
public delegate void ValueGetter<TValue>(ref TValue value);
