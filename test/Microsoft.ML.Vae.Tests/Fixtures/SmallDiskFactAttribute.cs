namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>A test that needs a <see cref="SmallDisk"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (!SmallDisk.IsAvailable)
            Skip = "It takes Linux and root's permission to mount a file system.";
    }
}
