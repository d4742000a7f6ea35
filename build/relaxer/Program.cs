using Relaxing;

bool onlyIfNeeded = args is ["--if-needed", ..];
string[] paths = onlyIfNeeded ? args[1..] : args;
if (paths.Length != 2)
{
    Console.Error.WriteLine("usage: Relaxer [--if-needed] <library> <copy>");
    return 2;
}

try
{
    // Without a copy the build goes on with the original.
    if (onlyIfNeeded && LibstdcxxRequirement.IsMetHere())
        return 0;
    if (LibstdcxxRequirement.Relax(paths[0], paths[1]))
    {
        string name = Path.GetFileName(paths[1]);
        Console.WriteLine($"{name}: no longer requires {LibstdcxxRequirement.Version}, so that it loads on Debian 12 and Ubuntu 22.04.");
    }
    else if (!onlyIfNeeded)
    {
        Console.WriteLine($"Relaxer : warning VAE0005: {paths[0]} is not the library that this applies to; it is used unchanged");
    }

    return 0;
}
catch (Exception exception) when (exception is BadImageFormatException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"Relaxer : error VAE0004: {paths[0]}: {exception.Message}");
    return 1;
}
