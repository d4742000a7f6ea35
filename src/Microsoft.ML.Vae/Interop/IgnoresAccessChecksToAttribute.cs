namespace System.Runtime.CompilerServices;

/// <summary>Tells the runtime, which knows this attribute by name, to skip visibility checks from this assembly to another.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
