namespace Microsoft.ML.Vae.Tool.Checkup;

/// <summary>What was looked at, and what was found.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Detail">What was found.</param>
/// <param name="IsGood">Whether it is as it must be; null: there is nothing to judge.</param>
internal sealed record Finding(string Name, string Detail, bool? IsGood = null);
