namespace TorchSharp;

public static partial class torch
{
    /// <summary>Modules, their functions and their initial values.</summary>
    public static partial class nn
    {
        /// <summary>What a loss does with the errors of single elements.</summary>
        public enum Reduction : long
        {
            None = 0,
            Mean = 1,
            Sum = 2,
        }
    }
}
