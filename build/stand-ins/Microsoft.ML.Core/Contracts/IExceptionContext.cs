namespace Microsoft.ML.Runtime;

/// <summary>Knows in which component an exception arises, and notes that on it.</summary>
public interface IExceptionContext
{
    string ContextDescription { get; }

    TException Process<TException>(TException ex)
        where TException : Exception;
}
