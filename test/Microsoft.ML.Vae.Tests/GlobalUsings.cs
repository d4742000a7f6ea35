global using Microsoft.ML.Vae.Tests.Fixtures;
global using Shouldly;
global using Xunit;
