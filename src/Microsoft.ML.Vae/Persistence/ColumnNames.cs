using System.Security.Cryptography;
using System.Text;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>The columns of a transformer.</summary>
internal sealed record ColumnNames(string Output, string Input, string? Reconstruction)
{
    /// <summary>A hash of these names with the description of a model, so that neither can change unnoticed.</summary>
    public string HashWith(string description)
    {
        string text = string.Join('\0', description, Output, Input, Reconstruction);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
