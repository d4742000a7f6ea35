using System.Runtime.CompilerServices;

// A savable component needs a few internal members of ML.NET (the list is in Publicize.items). The compiler sees them through
// publicized copies of the references; these attributes are what the runtime asks for.
[assembly: IgnoresAccessChecksTo("Microsoft.ML.Core")]
[assembly: IgnoresAccessChecksTo("Microsoft.ML.Data")]
